-- KEYS: when this Redis began to count. ARGV: a name for it, should it begin now. Answers its name and its age in ms.
local born = redis.call('HMGET', KEYS[1], 'name', 'at')
if not born[1] then
  redis.call('HSET', KEYS[1], 'name', ARGV[1], 'at', ms)
  born = { ARGV[1], ms }
end
return { born[1], math.max(0, ms - tonumber(born[2])) }

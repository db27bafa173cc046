-- Keeps a thing, and ends what is more than a limit allows.
-- KEYS: the thing; the names of its owner's things by their end in ms; where all are limited, the names of all things.
-- ARGV: its content, its life in ms, its name, the prefix of things' keys, 1 to keep only what is there already; for
-- each set of names how many it may have.
if ARGV[5] == '1' and redis.call('EXISTS', KEYS[1]) == 0 then
  return {}
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local life = tonumber(ARGV[2])
redis.call('SET', KEYS[1], ARGV[1], 'PX', life)
for i = 2, #KEYS do
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', now)
  redis.call('ZADD', KEYS[i], now + life, ARGV[3])
  if redis.call('PTTL', KEYS[i]) < life then
    redis.call('PEXPIRE', KEYS[i], life)
  end
  local over = redis.call('ZCARD', KEYS[i]) - tonumber(ARGV[4 + i])
  if over > 0 then
    local gone = redis.call('ZPOPMIN', KEYS[i], over)
    for j = 1, #gone, 2 do
      redis.call('DEL', ARGV[4] .. gone[j])
    end
  end
end
return {}

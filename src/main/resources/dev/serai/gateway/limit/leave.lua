-- A call has ended. KEYS: for each bound its tally and its calls under way. ARGV: the call's id, an epoch for tallies
-- that are not there, the second in which it was let in (-1: not by this tally), whether that is taken back (0, 1); for
-- each bound the tokens that it used beyond those that it had asked for, and the epoch of then.
local since = tonumber(ARGV[3])
local undone = tonumber(ARGV[4])
for i = 1, #KEYS / 2 do
  local key = KEYS[2 * i - 1]
  local beyond = tonumber(ARGV[3 + 2 * i])
  redis.call('ZREM', KEYS[2 * i], ARGV[1])
  if beyond > 0 then
    -- A debt, which counts from now.
    add(key, open(key, ARGV[2]), now, 0, beyond)
  elseif (beyond < 0 or undone > 0) and since > now - 61 then
    local tally = open(key, ARGV[2])
    local back = math.min(-beyond, tonumber(redis.call('HGET', key, 't' .. since) or 0))
    if tally.e == ARGV[4 + 2 * i] and back + undone > 0 then
      add(key, tally, since, -undone, -back)
    end
  end
end
return 0

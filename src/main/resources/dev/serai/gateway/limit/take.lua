-- Lets a call in by all of its bounds, or by none.
-- KEYS: for each bound its tally and its calls under way, a sorted set of leases by their end; when this Redis began to
-- count.
-- ARGV: the call's id, a lease in ms, an epoch for tallies that are not there; for each bound its limits of requests,
-- tokens and calls (-1: none), the tokens asked for, the epoch that the node knows ('': none).
-- Answers 0 let in, 1 not, or 2 a tally is not the one that the node knows; now in s; now in ms; for how many ms
-- this Redis has counted; for each bound: epoch, requests and tokens held, the last second in which any were taken, what
-- stands in the way ('', r, t, c) and for how many ms (-1: for ever).
local function wait(key, kind, sum, room)
  if room < 0 then
    return -1
  end
  local seconds = {}
  for second = now - 60, now do
    seconds[#seconds + 1] = kind .. second
  end
  local held = redis.call('HMGET', key, unpack(seconds))
  for i = 1, #seconds do
    sum = sum - tonumber(held[i] or 0)
    if sum <= room then
      return (now + i) * 1000 - ms
    end
  end
  return 61000
end

local status = 0
local tallies = {}
local began = KEYS[#KEYS]
if redis.call('EXISTS', began) == 0 then
  redis.call('HSET', began, 'name', ARGV[3], 'at', ms)
end
local answer = { 0, now, ms, math.max(0, ms - tonumber(redis.call('HGET', began, 'at'))) }
local bounds = (#KEYS - 1) / 2
for i = 1, bounds do
  local tallyKey = KEYS[2 * i - 1]
  local leases = KEYS[2 * i]
  local at = 3 + 5 * (i - 1)
  local requests = tonumber(ARGV[at + 1])
  local tokens = tonumber(ARGV[at + 2])
  local calls = tonumber(ARGV[at + 3])
  local asked = tonumber(ARGV[at + 4])
  local known = ARGV[at + 5]
  local tally = open(tallyKey, ARGV[3])
  tallies[i] = tally
  if known ~= '' and known ~= tally.e then
    status = 2
  end
  local kind = ''
  local longest = 0
  local function hinder(by, time)
    if longest ~= -1 and (time == -1 or time > longest) then
      longest = time
      kind = by
    end
  end
  if requests >= 0 and tally.r > requests - 1 then
    hinder('r', wait(tallyKey, 'r', tally.r, requests - 1))
  end
  if tokens >= 0 and tally.t > tokens - asked then
    hinder('t', wait(tallyKey, 't', tally.t, tokens - asked))
  end
  if calls >= 0 then
    redis.call('ZREMRANGEBYSCORE', leases, '-inf', ms)
    if redis.call('ZCARD', leases) >= calls then
      hinder('c', calls == 0 and -1 or 1000)
    end
  end
  if kind ~= '' and status == 0 then
    status = 1
  end
  local base = 4 + 6 * (i - 1)
  answer[base + 1] = tally.e
  answer[base + 2] = tally.r
  answer[base + 3] = tally.t
  answer[base + 4] = tally.a
  answer[base + 5] = kind
  answer[base + 6] = longest
end
answer[1] = status
if status == 0 then
  for i = 1, bounds do
    local at = 3 + 5 * (i - 1)
    add(KEYS[2 * i - 1], tallies[i], now, 1, tonumber(ARGV[at + 4]))
    answer[4 + 6 * (i - 1) + 2] = tallies[i].r
    answer[4 + 6 * (i - 1) + 3] = tallies[i].t
    answer[4 + 6 * (i - 1) + 4] = tallies[i].a
    if tonumber(ARGV[at + 3]) >= 0 then
      redis.call('ZADD', KEYS[2 * i], ms + tonumber(ARGV[2]), ARGV[1])
      redis.call('PEXPIRE', KEYS[2 * i], ARGV[2])
    end
  end
end
return answer

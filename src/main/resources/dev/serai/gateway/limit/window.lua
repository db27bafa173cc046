-- A scope's tally is a hash: e its epoch, n the second that it was last brought up to, r and t the sums of requests and
-- tokens that it holds, r<second> and t<second> what was taken in a second, a the last second in which anything was.
-- A second is held until all of it is a minute old. The clock is this server's, so the nodes' clocks do not matter.
local time = redis.call('TIME')
local now = tonumber(time[1])
local ms = now * 1000 + math.floor(tonumber(time[2]) / 1000)

-- The tally, brought up to now; one that is not there has the epoch given.
local function open(key, epoch)
  local held = redis.call('HMGET', key, 'e', 'n', 'r', 't', 'a')
  if not held[1] then
    return { e = epoch, r = 0, t = 0, a = now }
  end
  local tally = { e = held[1], r = tonumber(held[3]), t = tonumber(held[4]), a = tonumber(held[5]) }
  local last = tonumber(held[2])
  if last == now then
    return tally
  end
  if last > now or now - last > 60 then
    -- The clock has gone back, and all that is held counts from now; or nothing of it is left.
    if now > last then
      tally.r = 0
      tally.t = 0
    end
    tally.a = now
    redis.call('DEL', key)
    redis.call('HSET', key, 'e', tally.e, 'n', now, 'r', tally.r, 't', tally.t, 'a', now,
      'r' .. now, tally.r, 't' .. now, tally.t)
    redis.call('EXPIRE', key, 62)
    return tally
  end
  local old = {}
  for second = last - 60, now - 61 do
    old[#old + 1] = 'r' .. second
    old[#old + 1] = 't' .. second
  end
  local gone = redis.call('HMGET', key, unpack(old))
  for i = 1, #old, 2 do
    tally.r = tally.r - tonumber(gone[i] or 0)
    tally.t = tally.t - tonumber(gone[i + 1] or 0)
  end
  redis.call('HDEL', key, unpack(old))
  redis.call('HSET', key, 'n', now, 'r', tally.r, 't', tally.t)
  return tally
end

local function add(key, tally, second, requests, tokens)
  tally.r = tally.r + requests
  tally.t = tally.t + tokens
  tally.a = math.max(tally.a, second)
  redis.call('HSET', key, 'e', tally.e, 'n', now, 'r', tally.r, 't', tally.t, 'a', tally.a)
  if requests ~= 0 then
    redis.call('HINCRBY', key, 'r' .. second, requests)
  end
  if tokens ~= 0 then
    redis.call('HINCRBY', key, 't' .. second, tokens)
  end
  redis.call('EXPIRE', key, 62)
end

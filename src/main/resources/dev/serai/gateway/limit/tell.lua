-- Adds what a node let in by itself. KEYS: the tally. ARGV: an epoch for a tally that is not there, the epoch that the
-- node knows ('': none); then for each second its age, requests and tokens.
-- Answers 0 added, or 2 the tally is not the one that the node knows; its epoch.
local tally = open(KEYS[1], ARGV[1])
if ARGV[2] ~= '' and ARGV[2] ~= tally.e then
  return { 2, tally.e }
end
for i = 3, #ARGV, 3 do
  -- The second under way began later there or here: held a second longer, nothing is missed.
  local age = math.max(0, tonumber(ARGV[i]) - 1)
  add(KEYS[1], tally, now - age, tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]))
end
return { 0, tally.e }

import { prepareScript } from "./script.ts";

// The board of all jobs, each key after its beginning. What runs next is decided here; BullMQ carries a token for each job
// that may run, and whoever gets one asks the board which job it is for.
//   next                       numbers jobs in the order in which they were enqueued
//   job:<id>                   everything of one job
//   open                       ids that wait or run
//   line:<key>                 what waits under a key, by its instant
//   held                       by key: the job that has it, because it may run, runs, or waits for its retry
//   due                        keys by when something under them falls due
//   ready:<lane>, lanes        what may run, and the lanes that have some, by their last turn
//   turn, turns                counts turns, and remembers each lane's last one
//   running                    by token: the run that has it
//   ended, dead                ids by when they ended
//   lane:<lane>, all-lanes     ids of a lane's jobs, ended ones too
const helpers = `
  local p, now = ARGV[1], tonumber(ARGV[2])
  local fresh = 0
  local function jobKey(id) return p .. 'job:' .. id end
  local function memberOf(number, id) return string.format('%014d', number) .. ' ' .. id end
  local function member(id) return memberOf(redis.call('HGET', jobKey(id), 'number'), id) end
  local function makeReady(id)
    local lane, at = unpack(redis.call('HMGET', jobKey(id), 'lane', 'at'))
    redis.call('HSET', jobKey(id), 'state', 'ready')
    redis.call('ZADD', p .. 'ready:' .. lane, at, member(id))
    redis.call('ZADD', p .. 'lanes', 'NX', redis.call('ZSCORE', p .. 'turns', lane) or 0, lane)
    fresh = fresh + 1
  end
  local function unready(id)
    local lane = redis.call('HGET', jobKey(id), 'lane')
    redis.call('ZREM', p .. 'ready:' .. lane, member(id))
    if redis.call('EXISTS', p .. 'ready:' .. lane) == 0 then redis.call('ZREM', p .. 'lanes', lane) end
  end
  -- Whether a job that has its key, and has not begun, makes way for one that goes before it.
  local function makesWay(key, id, first)
    local state, failures, at = unpack(redis.call('HMGET', jobKey(id), 'state', 'failures', 'at'))
    if state ~= 'ready' or failures ~= '0' then return false end
    local isBefore = tonumber(first[2]) < tonumber(at) or (tonumber(first[2]) == tonumber(at) and first[1] < member(id))
    if not isBefore then return false end
    unready(id)
    redis.call('HSET', jobKey(id), 'state', 'waiting')
    redis.call('ZADD', p .. 'line:' .. key, at, member(id))
    redis.call('HDEL', p .. 'held', key)
    fresh = fresh - 1
    return true
  end
  -- The next job under a key that is due may run, or the key is looked at again when one is.
  local function promote(key)
    local first = redis.call('ZRANGE', p .. 'line:' .. key, 0, 0, 'WITHSCORES')
    if not first[1] then return end
    local has = redis.call('HGET', p .. 'held', key)
    if has and (tonumber(first[2]) > now or not makesWay(key, has, first)) then return end
    if tonumber(first[2]) > now then
      redis.call('ZADD', p .. 'due', first[2], key)
      return
    end
    local id = string.sub(first[1], 16)
    redis.call('ZREM', p .. 'line:' .. key, first[1])
    redis.call('HSET', p .. 'held', key, id)
    makeReady(id)
  end
  local function free(key)
    redis.call('HDEL', p .. 'held', key)
    redis.call('ZREM', p .. 'due', key)
    promote(key)
  end
  local function close(id, state)
    redis.call('HSET', jobKey(id), 'state', state, 'ended', now)
    redis.call('ZREM', p .. 'open', id)
    if state == 'ended' then
      redis.call('HSET', jobKey(id), 'data', 'null')
      redis.call('ZADD', p .. 'ended', now, id)
    end
  end
  local function forget(id)
    local lane = redis.call('HGET', jobKey(id), 'lane')
    redis.call('DEL', jobKey(id))
    redis.call('ZREM', p .. 'open', id)
    redis.call('ZREM', p .. 'ended', id)
    if lane then
      redis.call('SREM', p .. 'lane:' .. lane, id)
      if redis.call('EXISTS', p .. 'lane:' .. lane) == 0 then redis.call('SREM', p .. 'all-lanes', lane) end
    end
  end
  -- How many jobs may run that could not before, and when the next falls due.
  local function report(...)
    local due = redis.call('ZRANGE', p .. 'due', 0, 0, 'WITHSCORES')
    return { fresh, due[2] or '', ... }
  end
`;

const described = `
  local function described(id)
    local job = redis.call('HMGET', jobKey(id), 'kind', 'key', 'lane', 'at', 'data', 'failures', 'error', 'ended')
    return { id, job[1], job[2], job[3], job[4], job[5], job[6], job[7] or '', job[8] or '' }
  end
`;

/** Stores a job; says that it did, or that its id is known. */
export const enqueueScript = prepareScript(`${helpers}
  local memory, id, kind, key, lane, at, data = unpack(ARGV, 3)
  local state, ended = unpack(redis.call('HMGET', jobKey(id), 'state', 'ended'))
  if state == 'ended' and tonumber(ended) <= now - tonumber(memory) then forget(id)
  elseif state then return report('known') end
  local number = redis.call('INCR', p .. 'next')
  redis.call('HSET', jobKey(id), 'kind', kind, 'key', key, 'lane', lane, 'at', at, 'data', data,
    'number', number, 'state', 'waiting', 'failures', 0)
  redis.call('ZADD', p .. 'open', number, id)
  redis.call('ZADD', p .. 'line:' .. key, at, memberOf(number, id))
  redis.call('SADD', p .. 'lane:' .. lane, id)
  redis.call('SADD', p .. 'all-lanes', lane)
  promote(key)
  return report('stored')`);

/**
 * Makes ready what has fallen due, and what runs under a token that BullMQ does not have any more: whoever took the job never
 * heard that they had. Tells how many may run in all.
 */
export const tickScript = prepareScript(`${helpers}
  local tokens = ARGV[3]
  local running = redis.call('HGETALL', p .. 'running')
  for at = 1, #running, 2 do
    if redis.call('EXISTS', tokens .. running[at]) == 0 then
      local _, was, key = unpack(cjson.decode(running[at + 1]))
      local id = string.sub(was, 16)
      redis.call('HDEL', p .. 'running', running[at])
      local number, state = unpack(redis.call('HMGET', jobKey(id), 'number', 'state'))
      if number == tostring(tonumber(string.sub(was, 1, 14))) and state == 'running' then makeReady(id)
      else free(key) end
    end
  end
  for _, key in ipairs(redis.call('ZRANGE', p .. 'due', '-inf', now, 'BYSCORE', 'LIMIT', 0, 1000)) do
    redis.call('ZREM', p .. 'due', key)
    local id = redis.call('HGET', p .. 'held', key)
    if not id then promote(key)
    elseif redis.call('HGET', jobKey(id), 'state') == 'retrying' then makeReady(id) end
  end
  local ready = 0
  for _, lane in ipairs(redis.call('ZRANGE', p .. 'lanes', 0, -1)) do
    ready = ready + redis.call('ZCARD', p .. 'ready:' .. lane)
  end
  return report(ready)`);

/**
 * The job for a token: the one that had it before, where its worker died, else the first of the lane whose turn it is. Nothing
 * where none may run.
 */
export const takeScript = prepareScript(`${helpers}${described}
  local token, run = ARGV[3], ARGV[4]
  local kinds = {}
  for at = 5, #ARGV do kinds[ARGV[at]] = true end
  local function start(id)
    redis.call('HSET', jobKey(id), 'state', 'running', 'token', token)
    redis.call('HSET', p .. 'running', token, cjson.encode({ run, member(id), redis.call('HGET', jobKey(id), 'key') }))
    return report(described(id))
  end
  local before = redis.call('HGET', p .. 'running', token)
  if before then
    local _, was, key = unpack(cjson.decode(before))
    local id = string.sub(was, 16)
    redis.call('HDEL', p .. 'running', token)
    local isSame = redis.call('HGET', jobKey(id), 'number') == tostring(tonumber(string.sub(was, 1, 14)))
    if isSame and redis.call('HGET', jobKey(id), 'state') == 'running' then return start(id) end
    free(key)
  end
  local first
  for _, lane in ipairs(redis.call('ZRANGE', p .. 'lanes', 0, 999)) do
    local turn = tonumber(redis.call('ZSCORE', p .. 'lanes', lane))
    if first and turn > first.turn then break end
    for _, each in ipairs(redis.call('ZRANGE', p .. 'ready:' .. lane, 0, 99)) do
      local id = string.sub(each, 16)
      local kind, at = unpack(redis.call('HMGET', jobKey(id), 'kind', 'at'))
      if kinds[kind] then
        at = tonumber(at)
        if not first or at < first.at or (at == first.at and each < first.member) then
          first = { id = id, lane = lane, turn = turn, at = at, member = each }
        end
        break
      end
    end
  end
  if not first then return report(false) end
  redis.call('ZADD', p .. 'turns', redis.call('INCR', p .. 'turn'), first.lane)
  redis.call('ZREMRANGEBYRANK', p .. 'turns', 0, -1001)
  redis.call('ZREM', p .. 'lanes', first.lane)
  redis.call('ZREM', p .. 'ready:' .. first.lane, first.member)
  if redis.call('EXISTS', p .. 'ready:' .. first.lane) == 1 then
    redis.call('ZADD', p .. 'lanes', redis.call('ZSCORE', p .. 'turns', first.lane), first.lane)
  end
  return start(first.id)`);

/** How a run ended. One that is not the token's any more, because another took it over, changes nothing. */
export const endScript = prepareScript(`${helpers}
  local token, run, outcome, failures, retryAt, label = unpack(ARGV, 3)
  local held = redis.call('HGET', p .. 'running', token)
  if not held then return report('not its own') end
  local ofRun, was, key = unpack(cjson.decode(held))
  if ofRun ~= run then return report('not its own') end
  redis.call('HDEL', p .. 'running', token)
  local id = string.sub(was, 16)
  local number, state = unpack(redis.call('HMGET', jobKey(id), 'number', 'state'))
  -- It was cancelled or erased while it ran; what has its id now is another.
  if number ~= tostring(tonumber(string.sub(was, 1, 14))) or state ~= 'running' then
    free(key)
    return report('gone')
  end
  if outcome == 'release' then makeReady(id)
  elseif outcome == 'retry' then
    redis.call('HSET', jobKey(id), 'state', 'retrying', 'failures', failures)
    redis.call('ZADD', p .. 'due', retryAt, key)
  elseif outcome == 'dead' then
    redis.call('HSET', jobKey(id), 'failures', failures, 'error', label)
    close(id, 'dead')
    redis.call('ZADD', p .. 'dead', now, member(id))
    free(key)
  else
    close(id, 'ended')
    free(key)
  end
  return report('ended')`);

/** Drops what waits under a key; gives how many there were and the token of the one that runs. */
export const cancelScript = prepareScript(`${helpers}
  local key = ARGV[3]
  local count, token = 0, ''
  for _, each in ipairs(redis.call('ZRANGE', p .. 'line:' .. key, 0, -1)) do
    close(string.sub(each, 16), 'ended')
    count = count + 1
  end
  redis.call('DEL', p .. 'line:' .. key)
  redis.call('ZREM', p .. 'due', key)
  local id = redis.call('HGET', p .. 'held', key)
  if id then
    local state, itsToken = unpack(redis.call('HMGET', jobKey(id), 'state', 'token'))
    if state == 'ready' then unready(id) end
    if state == 'running' then token = itsToken else redis.call('HDEL', p .. 'held', key) end
    if state == 'ready' or state == 'retrying' or state == 'running' then
      close(id, 'ended')
      count = count + 1
    end
  end
  return report(count, token)`);

const dropping = `
  -- Takes a job out of wherever it stands, as if it had never been; gives whether it had not ended, and the token of its run.
  local function drop(id)
    local state, key, token = unpack(redis.call('HMGET', jobKey(id), 'state', 'key', 'token'))
    local its = member(id)
    if state == 'waiting' then redis.call('ZREM', p .. 'line:' .. key, its)
    elseif state == 'ready' then unready(id)
    elseif state == 'dead' then redis.call('ZREM', p .. 'dead', its) end
    forget(id)
    if state == 'ready' or state == 'retrying' then free(key)
    elseif state == 'waiting' and not redis.call('HGET', p .. 'held', key) then
      redis.call('ZREM', p .. 'due', key)
      promote(key)
    end
    return state ~= 'ended', state == 'running' and token or nil
  end
  local function isOf(lane, workspace)
    return lane == workspace or string.sub(lane, 1, #workspace + 1) == workspace .. ' '
  end
`;

/** Forgets the jobs of a workspace's lanes but one; gives how many had not ended, and the tokens of those that run. */
export const eraseScript = prepareScript(`${helpers}${dropping}
  local workspace, except = ARGV[3], ARGV[4]
  local count, tokens = 0, {}
  for _, lane in ipairs(redis.call('SMEMBERS', p .. 'all-lanes')) do
    if isOf(lane, workspace) then
      for _, id in ipairs(redis.call('SMEMBERS', p .. 'lane:' .. lane)) do
        if id ~= except then
          local isOpen, token = drop(id)
          if isOpen then count = count + 1 end
          if token then table.insert(tokens, token) end
        end
      end
      redis.call('ZREM', p .. 'turns', lane)
    end
  end
  return report(count, tokens)`);

/** Forgets the jobs of a workspace's lanes that hold an id as a whole word, but one; gives how many had not ended. */
export const eraseNamingScript = prepareScript(`${helpers}${dropping}
  local workspace, person, except = ARGV[3], ARGV[4], ARGV[5]
  local function isNamed(text)
    local from = 1
    while true do
      local first, last = string.find(text, person, from, true)
      if not first then return false end
      local before, after = string.sub(text, first - 1, first - 1), string.sub(text, last + 1, last + 1)
      if first == 1 then before = '' end
      if not string.find(before, '[%w_]') and not string.find(after, '[%w_]') then return true end
      from = first + 1
    end
  end
  local count = 0
  for _, lane in ipairs(redis.call('SMEMBERS', p .. 'all-lanes')) do
    if isOf(lane, workspace) then
      for _, id in ipairs(redis.call('SMEMBERS', p .. 'lane:' .. lane)) do
        local key, data = unpack(redis.call('HMGET', jobKey(id), 'key', 'data'))
        if id ~= except and (isNamed(id) or isNamed(key or '') or isNamed(data or '')) then
          if drop(id) then count = count + 1 end
        end
      end
    end
  end
  return report(count)`);

/** Puts a dead letter back in its line; says whether there was one. */
export const replayScript = prepareScript(`${helpers}
  local id = ARGV[3]
  local state, key, at, number = unpack(redis.call('HMGET', jobKey(id), 'state', 'key', 'at', 'number'))
  if state ~= 'dead' then return report('unknown') end
  redis.call('ZREM', p .. 'dead', member(id))
  redis.call('HSET', jobKey(id), 'state', 'waiting', 'failures', 0)
  redis.call('HDEL', jobKey(id), 'error', 'ended')
  redis.call('ZADD', p .. 'open', number, id)
  redis.call('ZADD', p .. 'line:' .. key, at, member(id))
  promote(key)
  return report('replayed')`);

/** The dead letters, newest first. */
export const deadScript = prepareScript(`${helpers}${described}
  local letters = {}
  for _, each in ipairs(redis.call('ZRANGE', p .. 'dead', 0, tonumber(ARGV[3]) - 1, 'REV')) do
    table.insert(letters, described(string.sub(each, 16)))
  end
  return letters`);

/** Forgets the ids of jobs that ended long enough ago. */
export const sweepScript = prepareScript(`${helpers}
  for _, id in ipairs(redis.call('ZRANGE', p .. 'ended', '-inf', now - tonumber(ARGV[3]), 'BYSCORE', 'LIMIT', 0, 1000)) do
    forget(id)
  end
  return report()`);

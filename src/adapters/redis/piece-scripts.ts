import { prepareScript } from "./script.ts";

/** Raises a number to at least this. */
export const raiseScript = prepareScript(`
  if (tonumber(redis.call('GET', ARGV[1])) or 0) < tonumber(ARGV[2]) then redis.call('SET', ARGV[1], ARGV[2]) end
  return 1`);

/** Keeps who had asked what an answer answers. */
export const askerScript = prepareScript(`
  local p, question, answer, asker = unpack(ARGV)
  redis.call('HSET', p .. 'asker', question .. ' ' .. answer, asker)
  redis.call('SADD', p .. 'asker:' .. asker, answer)
  return 1`);

/** Puts an entry of the audit under the number that it had. */
export const auditScript = prepareScript(`
  local p, number, at, document = unpack(ARGV)
  local member = string.format('%012d', number)
  redis.call('HSET', p .. 'audit', member, document)
  redis.call('ZADD', p .. 'audits', at, member)
  if (tonumber(redis.call('GET', p .. 'next')) or 0) < tonumber(number) then redis.call('SET', p .. 'next', number) end
  return 1`);

/** Puts a job on the board as it was: it waits, waits for its retry, is dead, or is remembered. */
export const jobScript = prepareScript(`
  local p, id, kind, key, lane, at, data, number, state, failures, retryAt, label, ended = unpack(ARGV)
  local job = p .. 'job:' .. id
  if redis.call('EXISTS', job) == 1 then return 0 end
  local member = string.format('%014d', number) .. ' ' .. id
  redis.call('HSET', job, 'kind', kind, 'key', key, 'lane', lane, 'at', at, 'data', data, 'number', number,
    'failures', failures, 'state', state)
  redis.call('SADD', p .. 'lane:' .. lane, id)
  redis.call('SADD', p .. 'all-lanes', lane)
  if (tonumber(redis.call('GET', p .. 'next')) or 0) < tonumber(number) then redis.call('SET', p .. 'next', number) end
  if label ~= '' then redis.call('HSET', job, 'error', label) end
  if ended ~= '' then redis.call('HSET', job, 'ended', ended) end
  if state == 'ended' then redis.call('ZADD', p .. 'ended', ended, id)
  elseif state == 'dead' then redis.call('ZADD', p .. 'dead', ended, member)
  else
    redis.call('ZADD', p .. 'open', number, id)
    if retryAt ~= '' then
      redis.call('HSET', job, 'state', 'retrying', 'retry', retryAt)
      redis.call('HSET', p .. 'held', key, id)
      redis.call('ZADD', p .. 'due', retryAt, key)
    else
      redis.call('ZADD', p .. 'line:' .. key, at, member)
      if redis.call('HEXISTS', p .. 'held', key) == 0 then redis.call('ZADD', p .. 'due', 'LT', at, key) end
    end
  end
  return 1`);

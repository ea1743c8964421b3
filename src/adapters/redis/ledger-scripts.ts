import { prepareScript } from "./script.ts";

// A workspace's ledger, each key after its beginning:
//   stamp                                  rises with every write, so that whoever rewrites knows what came in between
//   next                                   numbers records in the order in which they came
//   proposal, version, place               by id: the document, its version, and where it is listed
//   proposals:<status>, proposals:<status>:<audience>        listed by when they were proposed
//   change, marks, memory-of               by id: the words, what became of them, and which memory they are of
//   changes:<audience>, memory:<id>        ids of changes
//   revision, cursor                       by audience
//   tombstone:<audience>, tombstones:<audience>              by proposal, and in their order
//   dream, dreams                          by id, and by when they began
//   audit, audits                          by number, and by when they happened
//   held:<holder>:<message>, holds:<holder>:<id>             which records hold words of a message, and the other way round
//   dream-member                           by id: as what a dream is listed
const helpers = `
  local p = ARGV[1]
  local function number(value) return tonumber(value or '0') or 0 end
  local function serial() return string.format('%012d', redis.call('INCR', p .. 'next')) end
  local function index(holder, id, messages)
    local holds = p .. 'holds:' .. holder .. ':' .. id
    for _, message in ipairs(redis.call('SMEMBERS', holds)) do
      redis.call('SREM', p .. 'held:' .. holder .. ':' .. message, id)
    end
    redis.call('DEL', holds)
    for _, message in ipairs(messages) do
      redis.call('SADD', p .. 'held:' .. holder .. ':' .. message, id)
      redis.call('SADD', holds, message)
    end
  end
  local function unlist(id)
    local place = redis.call('HGET', p .. 'place', id)
    if not place then return serial() end
    local was = cjson.decode(place)
    redis.call('ZREM', p .. 'proposals:' .. was.status, was.member)
    redis.call('ZREM', p .. 'proposals:' .. was.status .. ':' .. was.audience, was.member)
    return string.sub(was.member, 1, 12)
  end
  local function putProposal(each)
    local member = unlist(each.id) .. ' ' .. each.id
    redis.call('HSET', p .. 'proposal', each.id, each.document)
    redis.call('HSET', p .. 'version', each.id, each.version)
    redis.call('HSET', p .. 'place', each.id,
      cjson.encode({ status = each.status, audience = each.audience, member = member }))
    redis.call('ZADD', p .. 'proposals:' .. each.status, each.at, member)
    redis.call('ZADD', p .. 'proposals:' .. each.status .. ':' .. each.audience, each.at, member)
    index('proposal', each.id, each.messages)
  end
  local function putTombstone(each)
    local list = p .. 'tombstones:' .. each.audience
    if redis.call('HSET', p .. 'tombstone:' .. each.audience, each.proposal, each.document) == 1 then
      redis.call('ZADD', list, redis.call('INCR', p .. 'next'), each.proposal)
    end
  end
  local function putDream(each)
    local known = redis.call('HGET', p .. 'dream-member', each.id)
    local member = known or (serial() .. ' ' .. each.id)
    redis.call('HSET', p .. 'dream-member', each.id, member)
    redis.call('HSET', p .. 'dream', each.id, each.document)
    redis.call('ZADD', p .. 'dreams', each.at, member)
    index('dream', each.id, each.messages)
  end
`;

/** Writes all of it where every expectation holds; gives what did not hold, or nothing. */
export const writeScript = prepareScript(`${helpers}
  local w = cjson.decode(ARGV[2])
  for _, each in ipairs(w.expect.proposals) do
    if number(redis.call('HGET', p .. 'version', each.id)) ~= each.version then return 'proposal' end
  end
  for _, each in ipairs(w.expect.books) do
    if number(redis.call('HGET', p .. 'revision', each.audience)) ~= each.revision then return 'book' end
  end
  for _, each in ipairs(w.expect.cursors) do
    if number(redis.call('HGET', p .. 'cursor', each.audience)) ~= each.sequence then return 'cursor' end
  end
  redis.call('INCR', p .. 'stamp')
  for _, each in ipairs(w.proposals) do putProposal(each) end
  for _, each in ipairs(w.changes) do
    -- Of one that stands already only its marks are taken: whoever writes it has read it before, and a quote that was
    -- lost or a person who was erased meanwhile must not come back.
    if redis.call('HSETNX', p .. 'change', each.id, each.words) == 1 then
      redis.call('ZADD', p .. 'changes:' .. each.audience, redis.call('INCR', p .. 'next'), each.id)
      redis.call('SADD', p .. 'memory:' .. each.memory, each.id)
      redis.call('HSET', p .. 'memory-of', each.id, each.memory)
      index('change', each.id, each.messages)
    end
    redis.call('HSET', p .. 'marks', each.id, each.marks)
    if number(redis.call('HGET', p .. 'revision', each.audience)) < each.revision then
      redis.call('HSET', p .. 'revision', each.audience, each.revision)
    end
  end
  for _, each in ipairs(w.tombstones) do putTombstone(each) end
  for _, each in ipairs(w.cursors) do
    redis.call('HSET', p .. 'cursor', each.audience, each.sequence)
  end
  for _, each in ipairs(w.dreams) do putDream(each) end
  for _, each in ipairs(w.audit) do
    local member = serial()
    redis.call('HSET', p .. 'audit', member, each.document)
    redis.call('ZADD', p .. 'audits', each.at, member)
  end
  return false`);

/** Puts records in the place of those that were read, where nothing was written since; gives 1, or 0 where something was. */
export const rewriteScript = prepareScript(`${helpers}
  if number(redis.call('GET', p .. 'stamp')) ~= tonumber(ARGV[2]) then return 0 end
  local w = cjson.decode(ARGV[3])
  redis.call('INCR', p .. 'stamp')
  for _, each in ipairs(w.proposals) do putProposal(each) end
  for _, each in ipairs(w.changes) do
    redis.call('HSET', p .. 'change', each.id, each.words)
    redis.call('HSET', p .. 'marks', each.id, each.marks)
    index('change', each.id, each.messages)
  end
  for _, each in ipairs(w.tombstones) do putTombstone(each) end
  for _, each in ipairs(w.dreams) do putDream(each) end
  for _, each in ipairs(w.audit) do redis.call('HSET', p .. 'audit', each.number, each.document) end
  for _, audience in ipairs(w.dropped) do
    for _, status in ipairs(w.statuses) do
      for _, member in ipairs(redis.call('ZRANGE', p .. 'proposals:' .. status .. ':' .. audience, 0, -1)) do
        local id = string.sub(member, 14)
        unlist(id)
        index('proposal', id, {})
        for _, name in ipairs({ 'proposal', 'version', 'place' }) do redis.call('HDEL', p .. name, id) end
      end
    end
    for _, id in ipairs(redis.call('ZRANGE', p .. 'changes:' .. audience, 0, -1)) do
      redis.call('SREM', p .. 'memory:' .. redis.call('HGET', p .. 'memory-of', id), id)
      index('change', id, {})
      for _, name in ipairs({ 'change', 'marks', 'memory-of' }) do redis.call('HDEL', p .. name, id) end
    end
    redis.call('DEL', p .. 'changes:' .. audience)
    redis.call('DEL', p .. 'tombstone:' .. audience)
    redis.call('DEL', p .. 'tombstones:' .. audience)
    redis.call('HDEL', p .. 'revision', audience)
    redis.call('HDEL', p .. 'cursor', audience)
  end
  return 1`);

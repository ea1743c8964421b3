import { prepareScript } from "./script.ts";

// A workspace's history, each key after its beginning:
//   sequence                   rises with every record, edit and removal
//   next                       numbers messages in the order in which they came
//   message                    by id: where it is listed, a line break, and the message itself
//   words                      by id: author and text of what people said, for searches
//   removed                    ids of what was removed: what comes late under one of them is not stored
//   channel:<id>, conversation:<id>      listed by when they were said
//   news:<channel>             ids by sequence
//   author:<id>, authors, channels       ids by sequence, and all of whom and where something stands
//   answers:<question>, citing:<source>  ids of answers
//   asker:<person>, asker      whose questions an answer answers, known even once the question is gone
const helpers = `
  local p = ARGV[1]
  -- Nothing of a record that cannot be read, as of one that is not there.
  local function placeOf(id)
    local record = redis.call('HGET', p .. 'message', id)
    local cut = record and string.find(record, '\\n', 1, true)
    if not cut then return nil end
    local isRead, place = pcall(cjson.decode, string.sub(record, 1, cut - 1))
    local isWhole = isRead and type(place) == 'table' and place.channel and place.conversation and place.author
      and place.member and place.version and place.questions and place.sources
    return isWhole and place or nil
  end
  local function dropEmpty(list, all, name)
    if redis.call('EXISTS', p .. list .. name) == 0 then redis.call('SREM', p .. all, name) end
  end
  -- Takes a message away with everything that hangs on it; gives who had asked what it answered.
  local function take(id, place)
    local askers = {}
    redis.call('ZREM', p .. 'channel:' .. place.channel, place.member)
    redis.call('ZREM', p .. 'conversation:' .. place.conversation, place.member)
    redis.call('ZREM', p .. 'news:' .. place.channel, id)
    redis.call('ZREM', p .. 'author:' .. place.author, id)
    dropEmpty('author:', 'authors', place.author)
    dropEmpty('channel:', 'channels', place.channel)
    for _, question in ipairs(place.questions) do
      redis.call('SREM', p .. 'answers:' .. question, id)
      local field = question .. ' ' .. id
      local asker = redis.call('HGET', p .. 'asker', field)
      if asker then
        askers[question] = asker
        redis.call('HDEL', p .. 'asker', field)
        redis.call('SREM', p .. 'asker:' .. asker, id)
      end
    end
    for _, source in ipairs(place.sources) do redis.call('SREM', p .. 'citing:' .. source, id) end
    redis.call('HDEL', p .. 'message', id)
    redis.call('HDEL', p .. 'words', id)
    return askers
  end
`;

// Takes away a record that cannot be read, from wherever it is found by its id. What lists it by number finds nothing there.
const takeUnreadable = `
  local function takeUnreadable(id)
    for _, author in ipairs(redis.call('SMEMBERS', p .. 'authors')) do
      if redis.call('ZREM', p .. 'author:' .. author, id) == 1 then dropEmpty('author:', 'authors', author) end
    end
    for _, channel in ipairs(redis.call('SMEMBERS', p .. 'channels')) do
      redis.call('ZREM', p .. 'news:' .. channel, id)
    end
    redis.call('HDEL', p .. 'message', id)
    redis.call('HDEL', p .. 'words', id)
  end
`;

/**
 * Stores a message, or puts a newer version in its place; gives 1 where it did. One that comes from another store brings its
 * sequence along.
 */
export const recordScript = prepareScript(`${helpers}
  local m = cjson.decode(ARGV[2])
  if redis.call('SISMEMBER', p .. 'removed', m.id) == 1 then return 0 end
  local before = placeOf(m.id)
  if before and tonumber(before.version) >= tonumber(m.version) then return 0 end
  local askers = before and take(m.id, before) or {}
  local sequence = m.sequence or redis.call('INCR', p .. 'sequence')
  local member = string.format('%012d', redis.call('INCR', p .. 'next')) .. ' ' .. m.id
  local place = cjson.encode({
    channel = m.channel, conversation = m.conversation, author = m.author, version = m.version,
    member = member, sequence = sequence, questions = m.questions, sources = m.sources
  })
  redis.call('HSET', p .. 'message', m.id, place .. '\\n' .. m.document)
  if m.words ~= '' then redis.call('HSET', p .. 'words', m.id, m.words) end
  redis.call('ZADD', p .. 'channel:' .. m.channel, m.saidAt, member)
  redis.call('ZADD', p .. 'conversation:' .. m.conversation, m.saidAt, member)
  redis.call('ZADD', p .. 'news:' .. m.channel, sequence, m.id)
  redis.call('ZADD', p .. 'author:' .. m.author, sequence, m.id)
  redis.call('SADD', p .. 'authors', m.author)
  redis.call('SADD', p .. 'channels', m.channel)
  for _, question in ipairs(m.questions) do
    redis.call('SADD', p .. 'answers:' .. question, m.id)
    local asked = placeOf(question)
    local asker = asked and asked.author or askers[question]
    if asker then
      redis.call('HSET', p .. 'asker', question .. ' ' .. m.id, asker)
      redis.call('SADD', p .. 'asker:' .. asker, m.id)
    end
  end
  for _, source in ipairs(m.sources) do redis.call('SADD', p .. 'citing:' .. source, m.id) end
  return 1`);

/** Removes messages; gives the ids of those that were there. A mark keeps them from coming back. */
export const takeScript = prepareScript(`${helpers}${takeUnreadable}
  local gone = {}
  for at = 4, #ARGV do
    local id = ARGV[at]
    if ARGV[2] == 'mark' then redis.call('SADD', p .. 'removed', id) end
    local place = placeOf(id)
    local isThere = redis.call('HEXISTS', p .. 'message', id) == 1
    if place then take(id, place)
    elseif isThere then takeUnreadable(id) end
    if isThere then
      if ARGV[3] == 'count' then redis.call('INCR', p .. 'sequence') end
      table.insert(gone, id)
    end
  end
  return gone`);

/** Puts other words into a message that is still as it was read; gives 1 where it did. Its sequence stays. */
export const rewordScript = prepareScript(`${helpers}
  local id, seen, document, words = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
  if redis.call('HGET', p .. 'message', id) ~= seen then return 0 end
  local cut = string.find(seen, '\\n', 1, true)
  redis.call('HSET', p .. 'message', id, string.sub(seen, 1, cut) .. document)
  if words ~= '' then redis.call('HSET', p .. 'words', id, words) end
  return 1`);

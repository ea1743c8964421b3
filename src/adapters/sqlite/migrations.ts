/**
 * The form of the database, as the steps that led to it. A step that has been released is never
 * changed: a new one is added at the end. `user_version` counts the steps that a file has seen.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE workspaces (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sequence INTEGER NOT NULL DEFAULT 0
  );

  CREATE TABLE places (
    key INTEGER PRIMARY KEY,
    workspace INTEGER NOT NULL REFERENCES workspaces,
    channel TEXT NOT NULL,
    UNIQUE (workspace, channel)
  );

  -- The number of a place stands in the upper half of the rows of its messages, so that what was said in
  -- one place lies together. The moment rises with the instant at which a message was said: the newest
  -- matches of a search are those with the highest moments.
  CREATE TABLE messages (
    row INTEGER PRIMARY KEY,
    moment INTEGER NOT NULL UNIQUE,
    workspace INTEGER NOT NULL REFERENCES workspaces,
    id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    place INTEGER NOT NULL REFERENCES places,
    thread TEXT,
    conversation TEXT NOT NULL,
    author TEXT NOT NULL,
    author_name NOT NULL,
    author_role TEXT NOT NULL,
    text NOT NULL,
    said_at NUMERIC NOT NULL,
    version NUMERIC NOT NULL,
    asked,
    answer TEXT,
    UNIQUE (workspace, id)
  );
  CREATE INDEX messages_by_conversation ON messages (workspace, conversation, said_at);
  CREATE INDEX messages_by_place ON messages (place, said_at);
  CREATE INDEX messages_by_sequence ON messages (place, sequence);
  CREATE INDEX messages_by_author ON messages (workspace, author, sequence);

  -- Ids of removed messages: what arrives late under one of them is not stored.
  CREATE TABLE removed_messages (
    workspace INTEGER NOT NULL REFERENCES workspaces,
    id TEXT NOT NULL,
    PRIMARY KEY (workspace, id)
  ) WITHOUT ROWID;

  -- Which answer answers which message, and who had asked: known even once the question is gone.
  CREATE TABLE answers (
    workspace INTEGER NOT NULL REFERENCES workspaces,
    question TEXT NOT NULL,
    answer INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
    asker TEXT,
    PRIMARY KEY (workspace, question, answer)
  ) WITHOUT ROWID;
  CREATE TABLE citations (
    workspace INTEGER NOT NULL REFERENCES workspaces,
    source TEXT NOT NULL,
    answer INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
    PRIMARY KEY (workspace, source, answer)
  ) WITHOUT ROWID;
  CREATE INDEX citations_by_answer ON citations (answer);
  CREATE INDEX answers_by_answer ON answers (answer);
  CREATE INDEX answers_by_asker ON answers (workspace, asker);

  -- Terms are folded before they come here. This tokenizer takes every letter that is not ASCII as it is.
  CREATE VIRTUAL TABLE search USING fts5(
    terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
  );
  INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
  -- Fewer, larger segments: a query opens each segment once for each of its terms.
  INSERT INTO search (search, rank) VALUES ('automerge', 2);

  CREATE TABLE books (
    workspace TEXT NOT NULL,
    audience TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (workspace, audience)
  ) WITHOUT ROWID;

  CREATE TABLE changes (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    audience TEXT NOT NULL,
    memory TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (workspace, id)
  );
  CREATE INDEX changes_by_audience ON changes (workspace, audience);
  CREATE INDEX changes_by_memory ON changes (workspace, memory);

  CREATE TABLE proposals (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    audience TEXT NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    proposed_at NUMERIC NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (workspace, id)
  );
  CREATE INDEX proposals_by_status ON proposals (workspace, status, proposed_at);
  CREATE INDEX proposals_by_audience ON proposals (workspace, audience, status, proposed_at);

  CREATE TABLE tombstones (
    workspace TEXT NOT NULL,
    audience TEXT NOT NULL,
    proposal TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (workspace, audience, proposal)
  );

  CREATE TABLE cursors (
    workspace TEXT NOT NULL,
    audience TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (workspace, audience)
  ) WITHOUT ROWID;

  CREATE TABLE dreams (
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    started_at NUMERIC NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (workspace, id)
  );
  CREATE INDEX dreams_by_start ON dreams (workspace, started_at);

  CREATE TABLE audit (
    key INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL,
    at NUMERIC NOT NULL,
    document TEXT NOT NULL
  );
  CREATE INDEX audit_by_time ON audit (workspace, at);

  -- Where words of a message stand: in a proposal, a change or a dream.
  CREATE TABLE receipts (
    workspace TEXT NOT NULL,
    message TEXT NOT NULL,
    holder TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (workspace, message, holder, id)
  ) WITHOUT ROWID;
  CREATE INDEX receipts_by_holder ON receipts (workspace, holder, id);

  CREATE TABLE documents (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    expires_at NUMERIC
  ) WITHOUT ROWID;
  CREATE INDEX documents_by_expiry ON documents (expires_at) WHERE expires_at IS NOT NULL;

  -- A job is here from its enqueueing until its id is forgotten. Whether it runs is known to the
  -- process alone, so that a job whose process died simply waits again.
  CREATE TABLE jobs (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    lane TEXT NOT NULL,
    at NUMERIC NOT NULL,
    data TEXT NOT NULL,
    state TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    retry_at NUMERIC,
    error TEXT,
    ended_at NUMERIC
  );
  CREATE INDEX jobs_by_state ON jobs (state, ended_at);
  CREATE INDEX jobs_by_key ON jobs (key) WHERE state = 'waiting';

  CREATE TABLE probe (key INTEGER PRIMARY KEY, at NUMERIC NOT NULL);
  INSERT INTO probe VALUES (1, 0);
  `,
  `
  -- What is attached to a message, as JSON; nothing where there are no files.
  ALTER TABLE messages ADD COLUMN files TEXT;
  `,
  `
  -- Proposals tell why somebody should look twice.
  UPDATE proposals SET document = json_set(document, '$.change.warnings', json('[]'));
  -- Dreams tell what was expected of them, and where they wait.
  UPDATE dreams SET document = json_set(document, '$.estimatedDollars', 0, '$.batch', json('null'));
  -- Changes tell who disputes them.
  UPDATE changes SET document = json_set(document, '$.disputed', json('null'));
  `,
];

-- Who may do what: agencies, the role and the regions of each officer, second factors, sessions that are told apart, keys of programs.
create table agencies (
  key text primary key check (key ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name text not null,
  contact text,
  created_at timestamptz not null
);

-- Officers from before there were roles could do everything.
alter table officers add role text not null default 'administrator'
  check (role in ('viewer', 'verifier', 'duty-officer', 'administrator'));
alter table officers alter role drop default;
alter table officers add agency text references agencies;
-- ISO 3166-2; null: all
alter table officers add regions text[];
-- The second factor. `totp_since`: when it was shown to work; until then it is only on offer. `totp_step`: the last code's, which is not taken again.
alter table officers add totp_secret text;
alter table officers add totp_since timestamptz;
alter table officers add totp_step bigint;
-- No password: signs in through an agency's OpenID provider or by passkey alone.
alter table officers alter password drop not null;

-- Each opens the door once, for who has lost the second factor. Hashed.
create table backup_codes (
  officer uuid not null references officers on delete cascade,
  code bytea not null,
  primary key (officer, code)
);

-- Who an officer is at an agency's OpenID provider.
create table officer_identities (
  issuer text not null,
  subject text not null,
  officer uuid not null references officers on delete cascade,
  created_at timestamptz not null,
  primary key (issuer, subject)
);

create table passkeys (
  id text primary key,
  officer uuid not null references officers on delete cascade,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkeys_officer on passkeys (officer);

-- `id` names a session to people; the token stays a secret.
alter table sessions add id uuid not null default gen_random_uuid() unique;
alter table sessions add device text not null default '';
alter table sessions add seen_at timestamptz;
create index sessions_officer on sessions (officer);

-- Programs. `hash` is SHA-256 of the key, which is shown once; `start` is its beginning, by which people know it again.
create table service_keys (
  id uuid primary key,
  name text not null,
  hash bytea not null unique,
  start text not null,
  deeds text[] not null,
  regions text[],
  created_by text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);

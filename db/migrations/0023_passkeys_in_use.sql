-- A session that was opened by passkey has both factors in it: what the officer has, and the finger or PIN that unlocks it.
alter table sessions add strong boolean not null default false;

-- A challenge is answered once. What was never answered is never stored; rows go when their challenge has run out.
create table answered_challenges (
  hash bytea primary key,
  until timestamptz not null
);

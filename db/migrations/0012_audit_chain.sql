-- The audit is only ever added to, and each row is sealed to the one before: whoever changes, removes or reorders one behind the platform's
-- back breaks every seal after it. A row is sealed when its transaction commits: the lock that makes it one chain is held for no other work,
-- and nobody who holds it waits for anybody else.
alter table audit add kind text not null default 'report';
alter table audit add subject text;
update audit set kind = 'warning', subject = warning::text where warning is not null;
update audit set subject = report::text where report is not null;
alter table audit alter kind drop default;
create index audit_subject on audit (kind, subject);

create table audit_chain (
  place bigint primary key,
  audit bigint not null unique references audit,
  hash text not null
);

-- A part of what is hashed: its length in bytes, a colon and the text; '-' for nothing. So no two rows are written alike.
create function audit_part(told text) returns text language sql immutable as
$$ select coalesce(octet_length(convert_to(told, 'UTF8')) || ':' || told, '-') || ',' $$;

create function audit_content(a audit) returns text language sql stable as
$$ select audit_part(a.seq::text) || audit_part(to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || audit_part(a.officer)
       || audit_part(a.action) || audit_part(a.kind) || audit_part(a.subject) || audit_part(a.report::text) || audit_part(a.warning::text)
       || audit_part(a.before) || audit_part(a.after) || audit_part(a.reason) $$;

create function seal_audit(a audit) returns void language plpgsql as $$
declare
  last audit_chain;
begin
  perform pg_advisory_xact_lock(7305532);
  select * into last from audit_chain order by place desc limit 1;
  insert into audit_chain (place, audit, hash) values (coalesce(last.place, 0) + 1, a.seq,
    encode(sha256(convert_to(coalesce(last.hash, '') || audit_content(a), 'UTF8')), 'hex'));
end $$;

do $$
declare
  a audit;
begin
  for a in select * from audit order by seq loop
    perform seal_audit(a);
  end loop;
end $$;

create function seal_new_audit() returns trigger language plpgsql as $$
begin
  perform seal_audit(new);
  return null;
end $$;
create constraint trigger audit_sealed after insert on audit deferrable initially deferred for each row execute function seal_new_audit();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is only ever added to';
end $$;
create trigger audit_kept before update or delete on audit for each row execute function refuse_change();
create trigger audit_kept_whole before truncate on audit for each statement execute function refuse_change();
create trigger audit_chain_kept before update or delete on audit_chain for each row execute function refuse_change();
create trigger audit_chain_kept_whole before truncate on audit_chain for each statement execute function refuse_change();

-- Citizens who asked to be forgotten: they are erased as soon as the last letter to them has gone.
alter table citizens add forgotten_at timestamptz;
create index citizens_forgotten on citizens (forgotten_at) where forgotten_at is not null;

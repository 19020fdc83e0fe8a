-- Letters lie sealed from now on. Those that have had their say keep nothing by which somebody could act as the citizen: neither one-time nor private links.
update outbox set message = (message - 'links') ||
  case when message ->> 'text' like '%/laporan/%' then '{"text": ""}'::jsonb else '{}'::jsonb end
where status in ('sent', 'dropped') and priority < 2
  and (message -> 'links' is not null or message ->> 'text' like '%/laporan/%');

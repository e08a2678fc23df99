-- What the hosts of an archive are asked for by all workers together: connections at a time, bytes a second. Rows come with the first
-- file that a host gives under a limit, a handful for each host, and stay.

create table host_connection (
  place text primary key,
  held_until timestamptz not null,
  held_since timestamptz not null,
  held_by text not null
);
comment on table host_connection is 'Leases of connections to the hosts of archives: a worker holds a row for each transfer, and loses it when it stops renewing it.';
comment on column host_connection.place is 'Host and number of the place, e.g. data.lpdaac.earthdatacloud.nasa.gov/3; numbers count from 1 to fetch.connections-per-host.';
comment on column host_connection.held_until is 'End of the lease by this server''s clock; free when it has passed.';
comment on column host_connection.held_since is 'When the lease was taken that held_by holds, or held last.';
comment on column host_connection.held_by is 'Worker that holds it, or held it last: host:process:random.';

create table host_bytes (
  host text primary key,
  state bytea
);
comment on table host_bytes is 'How much may be read from each host of an archive by now, all workers together (token buckets of Bucket4j).';
comment on column host_bytes.host is 'Host, and port where it is not 443.';
comment on column host_bytes.state is 'The bucket in Bucket4j''s own form: bytes a second, bytes that may be read, when that was reckoned.';

grant insert, update, delete on host_connection, host_bytes to silt_writer;

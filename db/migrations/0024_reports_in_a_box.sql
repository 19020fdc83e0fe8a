-- What lies in a box of degrees is found by the box: geography's own index knows great circles.
create index reports_point on reports using gist ((place::geometry));

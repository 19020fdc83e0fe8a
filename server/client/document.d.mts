// Made from the OpenAPI document by `npm run client`. Not to be edited.
export interface paths {
    "/feeds/qlue": {
        /**
         * Bring a report that qlue took in; the same one again stays one
         * @description With a service key that may bring: as a bearer token, or as x-api-key.
         */
        post: operations["postFeedsQlue"];
    };
    "/feeds/detik": {
        /**
         * Bring a report that detik took in; the same one again stays one
         * @description With a service key that may bring: as a bearer token, or as x-api-key.
         */
        post: operations["postFeedsDetik"];
    };
    "/cities": {
        /** The regions with their codes and names, as polygons */
        get: operations["getCities"];
    };
    "/cities/bounds": {
        /** Whether a point lies in a region */
        get: operations["getCitiesBounds"];
    };
    "/reports": {
        /** Live reports, newest first */
        get: operations["getReports"];
    };
    "/reports/archive": {
        /** Reports of a span of at most 366 days, newest first */
        get: operations["getReportsArchive"];
    };
    "/reports/timeseries": {
        /** How many reports came in each hour of a span */
        get: operations["getReportsTimeseries"];
    };
    "/reports/{id}": {
        /** One report by its number */
        get: operations["getReportsById"];
        /** A reader’s thumb up or down, once an hour */
        patch: operations["patchReportsById"];
    };
    "/reports/{id}/flag": {
        /** A reader’s warning about a report */
        patch: operations["patchReportsByIdFlag"];
    };
    "/cards": {
        /** Make a one-time link to the form */
        post: operations["postCards"];
    };
    "/cards/{id}": {
        /**
         * A card and its report
         * @description A browser gets the form.
         */
        get: operations["getCardsById"];
        /** Send the card’s report */
        put: operations["putCardsById"];
        /** Whether there is such a card */
        head: operations["headCardsById"];
        /** Give the card’s report its photo */
        patch: operations["patchCardsById"];
    };
    "/cards/{id}/images": {
        /**
         * Where to put the card’s photo
         * @description PUT the file at signedRequest within an hour.
         */
        get: operations["getCardsByIdImages"];
    };
    "/api/reports": {
        /** Send a report */
        post: operations["postApiReports"];
    };
    "/api/reports/near": {
        /** What others have reported around a place in the last hours, the nearest first */
        get: operations["getApiReportsNear"];
    };
    "/api/reports/{id}": {
        /** One report by id or number */
        get: operations["getApiReportsById"];
    };
    "/api/reports/{id}/photo": {
        /** Give a report a photo, up to four; the same photo again is one */
        put: operations["putApiReportsByIdPhoto"];
    };
    "/api/moments": {
        /**
         * The map at a past moment, as it was live then
         * @description What was said is left out where it was taken back, changed or dismissed since. `archived`: reports of that time that came in later; no live map showed them. Official notices that their source has taken back since are left out.
         */
        get: operations["getApiMoments"];
    };
    "/api/timeline": {
        /** How many reports came in each step of a span, by hazard and level */
        get: operations["getApiTimeline"];
    };
    "/api/figures": {
        /** How long reports waited, what is open and overdue, and when reports came in */
        get: operations["getApiFigures"];
    };
    "/api/figures.csv": {
        /** One table of the figures as CSV */
        get: operations["getApiFiguresCsv"];
    };
    "/api/places": {
        /** Places by name */
        get: operations["getApiPlaces"];
    };
    "/dekat": {
        /** What is around a place, in plain words below 10 kB */
        get: operations["getDekat"];
    };
    "/near": {
        /** What is around a place, in plain words below 10 kB */
        get: operations["getNear"];
    };
    "/api/warnings": {
        /** Warnings that hold, as GeoJSON */
        get: operations["getApiWarnings"];
    };
    "/cap": {
        /** The latest CAP 1.2 messages, as an Atom feed */
        get: operations["getCap"];
    };
    "/cap/exercise": {
        /** The latest CAP 1.2 messages of drills */
        get: operations["getCapExercise"];
    };
    "/cap/incidents": {
        /** Incidents that officers have verified as CAP 1.2, under a sender of its own; no warnings */
        get: operations["getCapIncidents"];
    };
    "/cap/incidents/{id}.xml": {
        /** A CAP 1.2 message about a verified incident */
        get: operations["getCapIncidentsByIdXml"];
    };
    "/cap/{id}.xml": {
        /** A CAP 1.2 message as it was issued */
        get: operations["getCapByIdXml"];
    };
    "/api/gauges": {
        /** Water gauges with what they read last */
        get: operations["getApiGauges"];
    };
    "/api/gauges/{id}": {
        /** One gauge with its readings of the last 72 hours */
        get: operations["getApiGaugesById"];
    };
    "/api/gauges/{id}/observations": {
        /** Tell what a gauge reads */
        post: operations["postApiGaugesByIdObservations"];
    };
    "/api/infrastructure": {
        /** Pumps, floodgates, shelters, hospitals, basins, sites, waterways in a box */
        get: operations["getApiInfrastructure"];
    };
    "/api/official": {
        /** Earthquakes, weather warnings and disasters as official sources tell them, with the age of each source */
        get: operations["getApiOfficial"];
    };
    "/floodgauges": {
        /** Water gauges that were read in the last 12 hours, with those readings */
        get: operations["getFloodgauges"];
    };
    "/floodgauges/{id}": {
        /** One water gauge */
        get: operations["getFloodgaugesById"];
    };
    "/infrastructure/{type}": {
        /** Imported infrastructure of one type */
        get: operations["getInfrastructureByType"];
    };
    "/floods": {
        /** Local areas with their flood states, as polygons */
        get: operations["getFloods"];
    };
    "/floods/states": {
        /** States of flooded areas without geometry */
        get: operations["getFloodsStates"];
    };
    "/floods/places": {
        /** The local areas */
        get: operations["getFloodsPlaces"];
    };
    "/floods/archive": {
        /** The worst state of each area in a span */
        get: operations["getFloodsArchive"];
    };
    "/floods/timeseries": {
        /** How many areas were flooded in each hour of a span */
        get: operations["getFloodsTimeseries"];
    };
    "/floods/{localAreaId}": {
        /** Set the state of an area */
        put: operations["putFloodsByLocalAreaId"];
        /** Clear the state of an area */
        delete: operations["deleteFloodsByLocalAreaId"];
    };
    "/api/areas/flooded": {
        /** Flooded areas as GeoJSON */
        get: operations["getApiAreasFlooded"];
    };
    "/api/reports/{id}/handling": {
        /** Who handles a report and until when */
        get: operations["getApiReportsByIdHandling"];
    };
    "/api/desk/webhooks": {
        /** The webhooks */
        get: operations["getApiDeskWebhooks"];
        /** Make a webhook */
        post: operations["postApiDeskWebhooks"];
    };
    "/api/desk/webhooks/{id}": {
        /** A webhook */
        get: operations["getApiDeskWebhooksById"];
        /** Remove a webhook and its log */
        delete: operations["deleteApiDeskWebhooksById"];
        /** Change the name, the address or the filter */
        patch: operations["patchApiDeskWebhooksById"];
    };
    "/api/desk/webhooks/{id}/secret": {
        /** A new secret; for 24 hours both sign */
        post: operations["postApiDeskWebhooksByIdSecret"];
    };
    "/api/desk/webhooks/{id}/test": {
        /** Send a test */
        post: operations["postApiDeskWebhooksByIdTest"];
    };
    "/api/desk/webhooks/{id}/pause": {
        /** Pause */
        post: operations["postApiDeskWebhooksByIdPause"];
    };
    "/api/desk/webhooks/{id}/resume": {
        /** Go on, with what was missed unless told otherwise */
        post: operations["postApiDeskWebhooksByIdResume"];
    };
    "/api/desk/webhooks/{id}/replay": {
        /** Send again: one delivery, all dead letters, or everything from a time */
        post: operations["postApiDeskWebhooksByIdReplay"];
    };
    "/api/desk/webhooks/{id}/deliveries": {
        /** The log of deliveries, kept for 14 days */
        get: operations["getApiDeskWebhooksByIdDeliveries"];
    };
    "/api/desk/webhooks/{id}/deliveries/{message}": {
        /** A delivery with what was told */
        get: operations["getApiDeskWebhooksByIdDeliveriesByMessage"];
    };
    "/photos/{name}": {
        /** A photo of a report, as large as it is kept, at the incumbent’s address, without anything that the camera wrote into it */
        get: operations["getPhotosByName"];
        /** Put a card’s photo at the address that `/cards/{id}/images` has given */
        put: operations["putPhotosByName"];
    };
    "/photos/small/{name}": {
        /** A photo of a report, small for lists, without anything that the camera wrote into it */
        get: operations["getPhotosSmallByName"];
    };
    "/photos/full/{name}": {
        /** A photo of a report, as large as it is kept, without anything that the camera wrote into it */
        get: operations["getPhotosFullByName"];
    };
    "/tiles/reports.json": {
        /** TileJSON of the live reports */
        get: operations["getTilesReportsJson"];
    };
    "/tiles/reports/{z}/{x}/{y}.mvt": {
        /** A vector tile of the live reports */
        get: operations["getTilesReportsByZByXByYMvt"];
    };
    "/tiles/incidents.json": {
        /** TileJSON of the live incidents */
        get: operations["getTilesIncidentsJson"];
    };
    "/tiles/incidents/{z}/{x}/{y}.mvt": {
        /** A vector tile of the live incidents */
        get: operations["getTilesIncidentsByZByXByYMvt"];
    };
    "/api/live": {
        /** Live reports under filters: how many, and a page of them, in step with the tiles */
        get: operations["getApiLive"];
    };
    "/feeds/reports.atom": {
        /** The latest reports as Atom with GeoRSS-Simple (points are latitude, longitude) */
        get: operations["getFeedsReportsAtom"];
    };
    "/feeds/incidents.atom": {
        /** The latest incidents as Atom with GeoRSS-Simple (points are latitude, longitude) */
        get: operations["getFeedsIncidentsAtom"];
    };
    "/open311/v2/discovery.xml": {
        /** Where this Open311 server is, and that it is no emergency line, as XML */
        get: operations["getOpen311V2DiscoveryXml"];
    };
    "/open311/v2/services.xml": {
        /** What can be reported, as XML */
        get: operations["getOpen311V2ServicesXml"];
    };
    "/open311/v2/services/{code}.xml": {
        /** What is asked with a report, as XML */
        get: operations["getOpen311V2ServicesByCodeXml"];
    };
    "/open311/v2/requests.xml": {
        /** Reports, newest first: of 90 days, at most 1,000 a page, as XML */
        get: operations["getOpen311V2RequestsXml"];
        /** Send a report, answered as XML; again within minutes it stays one */
        post: operations["postOpen311V2RequestsXml"];
    };
    "/open311/v2/requests/{id}.xml": {
        /** One report by its number or UUID, as XML */
        get: operations["getOpen311V2RequestsByIdXml"];
    };
    "/open311/v2/tokens/{id}.xml": {
        /** The number behind a token, which is a UUID, as XML */
        get: operations["getOpen311V2TokensByIdXml"];
    };
    "/open311/v2/discovery.json": {
        /** Where this Open311 server is, and that it is no emergency line, as JSON */
        get: operations["getOpen311V2DiscoveryJson"];
    };
    "/open311/v2/services.json": {
        /** What can be reported, as JSON */
        get: operations["getOpen311V2ServicesJson"];
    };
    "/open311/v2/services/{code}.json": {
        /** What is asked with a report, as JSON */
        get: operations["getOpen311V2ServicesByCodeJson"];
    };
    "/open311/v2/requests.json": {
        /** Reports, newest first: of 90 days, at most 1,000 a page, as JSON */
        get: operations["getOpen311V2RequestsJson"];
        /** Send a report, answered as JSON; again within minutes it stays one */
        post: operations["postOpen311V2RequestsJson"];
    };
    "/open311/v2/requests/{id}.json": {
        /** One report by its number or UUID, as JSON */
        get: operations["getOpen311V2RequestsByIdJson"];
    };
    "/open311/v2/tokens/{id}.json": {
        /** The number behind a token, which is a UUID, as JSON */
        get: operations["getOpen311V2TokensByIdJson"];
    };
    "/open311/v2/discovery": {
        /** Where this Open311 server is, and that it is no emergency line, as XML, or JSON where Accept prefers that */
        get: operations["getOpen311V2Discovery"];
    };
    "/open311/v2/services": {
        /** What can be reported, as XML, or JSON where Accept prefers that */
        get: operations["getOpen311V2Services"];
    };
    "/open311/v2/services/{code}": {
        /** What is asked with a report, as XML, or JSON where Accept prefers that */
        get: operations["getOpen311V2ServicesByCode"];
    };
    "/open311/v2/requests": {
        /** Reports, newest first: of 90 days, at most 1,000 a page, as XML, or JSON where Accept prefers that */
        get: operations["getOpen311V2Requests"];
        /** Send a report, answered as XML, or JSON where Accept prefers that; again within minutes it stays one */
        post: operations["postOpen311V2Requests"];
    };
    "/open311/v2/requests/{id}": {
        /** One report by its number or UUID, as XML, or JSON where Accept prefers that */
        get: operations["getOpen311V2RequestsById"];
    };
    "/open311/v2/tokens/{id}": {
        /** The number behind a token, which is a UUID, as XML, or JSON where Accept prefers that */
        get: operations["getOpen311V2TokensById"];
    };
    "/api/statistics": {
        /** How many reports, by time, hazard, level, state, region and local area */
        get: operations["getApiStatistics"];
    };
    "/api/statistics.csv": {
        /** The same as CSV */
        get: operations["getApiStatisticsCsv"];
    };
    "/api/statistics/cells": {
        /** How many reports in each H3 cell, as GeoJSON polygons */
        get: operations["getApiStatisticsCells"];
    };
    "/api/statistics/cells.json": {
        /** The same without polygons */
        get: operations["getApiStatisticsCellsJson"];
    };
    "/api/statistics/cells.csv": {
        /** The same as CSV */
        get: operations["getApiStatisticsCellsCsv"];
    };
    "/events": {
        /**
         * What happens, as it happens: Server-Sent Events
         * @description For programs without Socket.IO: every EventSource reads it. Each event's data is JSON, with the fields that the sockets' changes have.
         *
         *     | event | what it says |
         *     |---|---|
         *     | `snapshot` | What stands now, the most severe first, in pages; `left` reports are still to come. The first page holds `incidents`, `warnings`, `gauges`, `officials` and `areas`. |
         *     | `start` | In its place where `snapshot=0`. |
         *     | `report`, `incident`, `warning` | It is new or has changed: the whole `feature` as it is now. |
         *     | `gone` | `kind` and `id` of what stands no longer; `into` is the incident that took over its reports. |
         *     | `gauge`, `official`, `area`, `beside-gone` | The same for what stands beside the reports. |
         *     | `pulse` | Every 15 seconds: the stream lives. |
         *     | `reset` | Too much was missed: forget everything, snapshots follow. |
         *
         *     Whoever comes back with the `id` of the last event in `Last-Event-ID` is told what was missed, each thing once, in whatever process of the installation. Lines come unbuffered and uncompressed.
         */
        get: operations["getEvents"];
    };
    "/exports": {
        /** The formats of bulk files, their parameters and their columns */
        get: operations["getExports"];
    };
    "/exports/reports.ndjson": {
        /**
         * All reports that fit: ndjson
         * @description A GeoJSON feature a line: for programs, and for files that are read while they come. Streamed, however many there are, in the order in which they came in; gzip where it is accepted. Link rel="canonical" is the same file for ever: with `after` it goes on where a connection was cut.
         */
        get: operations["getExportsReportsNdjson"];
    };
    "/exports/reports.geojson": {
        /**
         * All reports that fit: geojson
         * @description One GeoJSON collection: for maps. Streamed, however many there are, in the order in which they came in; gzip where it is accepted. Link rel="canonical" is the same file for ever: with `after` it goes on where a connection was cut.
         */
        get: operations["getExportsReportsGeojson"];
    };
    "/exports/reports.csv": {
        /**
         * All reports that fit: csv
         * @description A table with lng and lat: for spreadsheets, R and pandas. The second line holds HXL tags. Streamed, however many there are, in the order in which they came in; gzip where it is accepted. Link rel="canonical" is the same file for ever: with `after` it goes on where a connection was cut.
         */
        get: operations["getExportsReportsCsv"];
    };
    "/exports/reports.fgb": {
        /**
         * All reports that fit: fgb
         * @description FlatGeobuf: the smallest and quickest for QGIS and GDAL. Streamed, however many there are, in the order in which they came in; gzip where it is accepted. Link rel="canonical" is the same file for ever: with `after` it goes on where a connection was cut.
         */
        get: operations["getExportsReportsFgb"];
    };
    "/exports/reports.gpkg": {
        /**
         * All reports that fit: gpkg
         * @description OGC GeoPackage: a database that QGIS edits. At most 250,000 reports a file; it comes when it is whole. Streamed, however many there are, in the order in which they came in; gzip where it is accepted. Link rel="canonical" is the same file for ever: with `after` it goes on where a connection was cut.
         */
        get: operations["getExportsReportsGpkg"];
    };
    "/snapshots/{period}/{file}": {
        /**
         * One file of a snapshot
         * @description Its name and checksum stand in /snapshots.json; parts of it may be asked for by Range.
         */
        get: operations["getSnapshotsByPeriodByFile"];
    };
    "/snapshots.json": {
        /**
         * Whole months and years as files, with checksums
         * @description Each lies at /snapshots/PERIOD/NAME, beside SHA256SUMS and manifest.json: reports as NDJSON and CSV (gzip) and FlatGeobuf, a README with licence, citation and known biases, and a data dictionary. A snapshot in which something was taken back is made again, as its next edition.
         */
        get: operations["getSnapshotsJson"];
    };
    "/": {
        /** Landing page of OGC API - Features; a browser gets the map */
        get: operations["get"];
    };
    "/conformance": {
        /** The standards that are met */
        get: operations["getConformance"];
    };
    "/collections": {
        /** All collections of features */
        get: operations["getCollections"];
    };
    "/collections/reports": {
        /** The collection of reports */
        get: operations["getCollectionsReports"];
    };
    "/collections/reports/queryables": {
        /** What reports can be found by */
        get: operations["getCollectionsReportsQueryables"];
    };
    "/collections/reports/schema": {
        /** What is told of reports */
        get: operations["getCollectionsReportsSchema"];
    };
    "/collections/reports/items": {
        /** Features of reports, a page at a time */
        get: operations["getCollectionsReportsItems"];
    };
    "/collections/reports/items/{id}": {
        /** One of the reports */
        get: operations["getCollectionsReportsItemsById"];
    };
    "/collections/incidents": {
        /** The collection of incidents */
        get: operations["getCollectionsIncidents"];
    };
    "/collections/incidents/queryables": {
        /** What incidents can be found by */
        get: operations["getCollectionsIncidentsQueryables"];
    };
    "/collections/incidents/schema": {
        /** What is told of incidents */
        get: operations["getCollectionsIncidentsSchema"];
    };
    "/collections/incidents/items": {
        /** Features of incidents, a page at a time */
        get: operations["getCollectionsIncidentsItems"];
    };
    "/collections/incidents/items/{id}": {
        /** One of the incidents */
        get: operations["getCollectionsIncidentsItemsById"];
    };
    "/collections/areas": {
        /** The collection of areas */
        get: operations["getCollectionsAreas"];
    };
    "/collections/areas/queryables": {
        /** What areas can be found by */
        get: operations["getCollectionsAreasQueryables"];
    };
    "/collections/areas/schema": {
        /** What is told of areas */
        get: operations["getCollectionsAreasSchema"];
    };
    "/collections/areas/items": {
        /** Features of areas, a page at a time */
        get: operations["getCollectionsAreasItems"];
    };
    "/collections/areas/items/{id}": {
        /** One of the areas */
        get: operations["getCollectionsAreasItemsById"];
    };
    "/collections/gauges": {
        /** The collection of gauges */
        get: operations["getCollectionsGauges"];
    };
    "/collections/gauges/queryables": {
        /** What gauges can be found by */
        get: operations["getCollectionsGaugesQueryables"];
    };
    "/collections/gauges/schema": {
        /** What is told of gauges */
        get: operations["getCollectionsGaugesSchema"];
    };
    "/collections/gauges/items": {
        /** Features of gauges, a page at a time */
        get: operations["getCollectionsGaugesItems"];
    };
    "/collections/gauges/items/{id}": {
        /** One of the gauges */
        get: operations["getCollectionsGaugesItemsById"];
    };
    "/collections/warnings": {
        /** The collection of warnings */
        get: operations["getCollectionsWarnings"];
    };
    "/collections/warnings/queryables": {
        /** What warnings can be found by */
        get: operations["getCollectionsWarningsQueryables"];
    };
    "/collections/warnings/schema": {
        /** What is told of warnings */
        get: operations["getCollectionsWarningsSchema"];
    };
    "/collections/warnings/items": {
        /** Features of warnings, a page at a time */
        get: operations["getCollectionsWarningsItems"];
    };
    "/collections/warnings/items/{id}": {
        /** One of the warnings */
        get: operations["getCollectionsWarningsItemsById"];
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description With the id that was given; created: false when it had come before. */
        Brought: {
            created: boolean;
            message?: string;
        };
        BadRequest: {
            /** @enum {number} */
            statusCode: 400;
            /** @enum {string} */
            error: "Bad Request";
            /** @example child "end" fails because ["end" is required] */
            message: string;
            validation: {
                /** @enum {string} */
                source: "query" | "params" | "body" | "headers";
                keys: string[];
            };
        };
        Message: {
            statusCode: number;
            message: string;
        };
        /** @description RFC 9457, in the language that was asked for. */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "program-key-wrong" | "parameter-unknown" | "parameter-wrong" | "filter-unreadable" | "collection-unknown" | "feature-unknown" | "hazard-unknown" | "answers-wrong" | "place-missing" | "place-not-a-point" | "place-zero" | "place-outside" | "time-unreadable" | "time-future" | "time-ancient" | "words-too-long" | "key-missing" | "body-unreadable" | "body-too-large" | "body-slow" | "report-unknown" | "report-changed" | "report-closed" | "card-unknown" | "card-used" | "photo-unreadable" | "photo-too-large" | "file-too-large" | "photo-kind" | "photo-unsafe" | "photo-exists" | "photos-enough" | "area-unknown" | "area-changed" | "sign-in-needed" | "sign-in-wrong" | "sign-in-too-often" | "code-needed" | "code-wrong" | "second-factor-needed" | "passkey-wrong" | "passkeys-many" | "passkey-unknown" | "not-allowed" | "region-not-yours" | "password-short" | "password-guessable" | "name-taken" | "officer-unknown" | "agency-unknown" | "region-unknown" | "administrator-last" | "session-unknown" | "views-many" | "view-unknown" | "key-unknown" | "deeds-missing" | "password-wrong" | "sign-in-elsewhere-failed" | "reason-missing" | "case-unknown" | "case-changed" | "case-claimed" | "stage-wrong" | "stages-wrong" | "stages-changed" | "deadlines-order" | "deadline-past" | "merge-alone" | "merge-drill" | "split-nothing" | "nothing-to-undo" | "undo-followed" | "incident-unknown" | "outline-wrong" | "warning-unknown" | "gauge-unknown" | "reading-impossible" | "query-unreadable" | "warning-words-missing" | "warning-time-wrong" | "warning-web-wrong" | "warning-gap-open" | "warning-changed" | "warning-state" | "warning-own" | "warning-over" | "warning-open" | "warning-reason-missing" | "alert-place-wrong" | "alerts-enough" | "alerts-unknown" | "push-address-wrong" | "too-often" | "busy" | "line-busy" | "webhook-unknown" | "webhook-address" | "webhook-state" | "webhooks-enough" | "delivery-unknown" | "moment-unreadable" | "moment-to-come" | "span-wrong" | "statistics-wrong" | "statistics-many" | "statistics-unready" | "not-found" | "method-unknown" | "database-away" | "photos-away" | "internal";
            detail: string;
        } & {
            [key: string]: unknown;
        };
        Cities: {
            /** @enum {number} */
            statusCode: 200;
            result: {
                type: string;
            } & {
                [key: string]: unknown;
            };
        };
        CityBounds: {
            /** @enum {number} */
            statusCode: 200;
            result: {
                pointInCity: boolean;
                cityName: string | null;
            };
        };
        Reports: {
            /** @enum {number} */
            statusCode: 200;
            result: {
                /** @enum {string} */
                type: "FeatureCollection";
                features: {
                    /** @enum {string} */
                    type: "Feature";
                    geometry: {
                        /** @enum {string} */
                        type: "Point";
                        coordinates: number[];
                    };
                    properties: components["schemas"]["ReportProperties"];
                }[];
            } | {
                /** @enum {string} */
                type: "Topology";
                objects: {
                    output: {
                        /** @enum {string} */
                        type: "GeometryCollection";
                        geometries: {
                            /** @enum {string} */
                            type: "Point";
                            coordinates: number[];
                            properties: components["schemas"]["ReportProperties"];
                        }[];
                    };
                };
                arcs: unknown[];
                bbox: (number | null)[];
            };
        };
        ReportProperties: {
            pkey: string;
            /** Format: date-time */
            created_at: string;
            /** @description grasp for our own channels, else the feed’s name. */
            source: string;
            /** @enum {string} */
            status: "confirmed";
            url: string | null;
            image_url: string | null;
            /** @enum {string} */
            disaster_type: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
            report_data: {
                [key: string]: unknown;
            } | null;
            tags: {
                district_id: string | null;
                local_area_id: string | null;
                instance_region_code: string | null;
                region_code: string | null;
            };
            title: string | null;
            text: string;
            partner_code: string | null;
            partner_icon: string | null;
        };
        TimeSeries: {
            /** @enum {number} */
            statusCode: 200;
            result: {
                /** Format: date-time */
                ts: string;
                count: string;
            }[];
        };
        NotFound: {
            /** @enum {number} */
            statusCode: 404;
            /** @enum {boolean} */
            found: false;
            result: unknown;
        };
        Points: {
            /** @enum {number} */
            statusCode: 200;
            id: number;
            points: string;
        };
        Flag: {
            /** @enum {number} */
            statusCode: 200;
            id: number;
            /** @enum {string} */
            flag: "true" | "false";
        };
        NewCard: {
            /** Format: uuid */
            cardId: string;
            /** @enum {boolean} */
            created: true;
        };
        Card: {
            /** @enum {number} */
            statusCode: 200;
            result: {
                /** Format: uuid */
                card_id: string;
                network: string;
                language: string;
                received: boolean;
                report: components["schemas"]["ReportProperties"] | (never | null);
                sub_report?: components["schemas"]["ReportProperties"] | (never | null);
            };
        };
        CardReceived: {
            /** @enum {number} */
            statusCode: 200;
            /** Format: uuid */
            cardId: string;
            /** @enum {boolean} */
            created: true;
        };
        CardUpdated: {
            /** @enum {number} */
            statusCode: 200;
            /** Format: uuid */
            cardId: string;
            /** @enum {boolean} */
            updated: true;
        };
        ImageAddress: {
            /** Format: uri */
            signedRequest: string;
            /** Format: uri */
            url: string;
        };
        SentReport: {
            report: components["schemas"]["ReportFeature"];
            /** @description false: it had come before under this key. */
            created: boolean;
            /** @description The private address where who sent it looks after it. */
            link: string;
        };
        ReportFeature: {
            /** @enum {string} */
            type: "Feature";
            geometry: {
                /** @enum {string} */
                type: "Point";
                /** @description Longitude, latitude in degrees. */
                coordinates: number[];
            };
            properties: components["schemas"]["ReportOfOurs"];
        };
        ReportOfOurs: {
            /** Format: uuid */
            id: string;
            /** @description What people and PetaBencana’s API call it by. */
            number: number;
            /** @description Grows with every change. */
            version: number;
            /** @enum {string} */
            hazard: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
            /** @description By the hazard: a flood’s depth is in centimetres. */
            answers: {
                [key: string]: unknown;
            };
            /**
             * @description 0 unknown, 1 minor, 2 moderate, 3 severe.
             * @enum {number}
             */
            level: 0 | 1 | 2 | 3;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            receivedAt: string;
            /**
             * Format: date-time
             * @description When it leaves the live map.
             */
            expiresAt: string;
            placedBy: string;
            /** @description About how far off the point may be, in metres. */
            exactness: number | null;
            /** @description ISO 3166-2 code of the province. */
            region: string | null;
            area: string | null;
            words: string;
            title: string | null;
            /** @description Names below /photos/. */
            photos: string[];
            source: string;
            partner: string | null;
            points: number | null;
            /** @enum {string} */
            state: "unverified" | "verified" | "dismissed" | "resolved" | "withdrawn" | "held";
            /** @description The report that this one confirms or goes on from. */
            about: string | null;
            drill: boolean;
            incident: string | null;
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    postFeedsQlue: {
        requestBody: {
            content: {
                "application/json": {
                    post_id: number;
                    /**
                     * Format: date-time
                     * @example 2026-01-15T07:30:00.000Z
                     */
                    created_at: string;
                    title?: string | null;
                    text?: string | null;
                    /** @description Pictures from elsewhere are not shown. */
                    image_url?: string | null;
                    /**
                     * @default flood
                     * @enum {string}
                     */
                    disaster_type?: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
                    /** @description Where it lies, its point says. */
                    qlue_city?: string | null;
                    location: {
                        lat: number;
                        lng: number;
                    };
                };
            };
        };
        responses: {
            /** @description It is stored. */
            200: {
                content: {
                    "application/json": components["schemas"]["Brought"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description No valid key. */
            401: {
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The key may not bring reports, or not of this region. */
            403: {
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postFeedsDetik: {
        requestBody: {
            content: {
                "application/json": {
                    contribution_id: number;
                    /**
                     * Format: date-time
                     * @example 2026-01-15T07:30:00.000Z
                     */
                    created_at: string;
                    title?: string | null;
                    text?: string | null;
                    /** @description Pictures from elsewhere are not shown. */
                    image_url?: string | null;
                    /**
                     * @default flood
                     * @enum {string}
                     */
                    disaster_type?: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
                    location: {
                        latitude: number;
                        longitude: number;
                    };
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description It is stored. */
            200: {
                content: {
                    "application/json": components["schemas"]["Brought"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description No valid key. */
            401: {
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The key may not bring reports, or not of this region. */
            403: {
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCities: {
        parameters: {
            query?: {
                geoformat?: "geojson" | "topojson";
            };
        };
        requestBody?: never;
        responses: {
            /** @description The regions. */
            200: {
                content: {
                    "application/json": components["schemas"]["Cities"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCitiesBounds: {
        parameters: {
            query: {
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                lat: number;
                long: number;
            };
        };
        requestBody?: never;
        responses: {
            /** @description And the name of the region where it lies. */
            200: {
                content: {
                    "application/json": components["schemas"]["CityBounds"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReports: {
        parameters: {
            query?: {
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description Seconds to look back. Without it each hazard has its own window: flood 3 h, earthquake, volcano and landslide 12 h, wind 2 h, haze and fire 6 h. */
                timeperiod?: number;
                /** @description Only this kind of disaster. */
                disaster?: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
                /** @description cap: an Atom feed whose entries carry the newest reports, at most 1,000, as CAP 1.2 messages. */
                geoformat?: "geojson" | "topojson" | "cap";
                /** @description true: the reports of drills, which never stand among real ones. */
                training?: "true" | "false";
            };
        };
        requestBody?: never;
        responses: {
            /** @description The reports. */
            200: {
                content: {
                    "application/json": components["schemas"]["Reports"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReportsArchive: {
        parameters: {
            query: {
                /** @description Zone as +0700, +07:00 or Z. */
                start: string;
                /** @description At most 366 days after start. */
                end: string;
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description Only this kind of disaster. */
                disaster?: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
                geoformat?: "geojson" | "topojson";
                /** @description true: the reports of drills, which never stand among real ones. */
                training?: "true" | "false";
            };
        };
        requestBody?: never;
        responses: {
            /** @description The reports, as a stream. */
            200: {
                content: {
                    "application/json": components["schemas"]["Reports"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReportsTimeseries: {
        parameters: {
            query: {
                /** @description Zone as +0700, +07:00 or Z. */
                start: string;
                /** @description At most 366 days after start. */
                end: string;
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description Only this kind of disaster. */
                disaster?: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
                /** @description true: the reports of drills, which never stand among real ones. */
                training?: "true" | "false";
            };
        };
        requestBody?: never;
        responses: {
            /** @description Every hour of the span. */
            200: {
                content: {
                    "application/json": components["schemas"]["TimeSeries"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReportsById: {
        parameters: {
            query?: {
                geoformat?: "geojson" | "topojson";
                format?: "json";
                /** @description true: the reports of drills, which never stand among real ones. */
                training?: "true" | "false";
            };
            path: {
                id: number;
            };
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                content: {
                    "application/json": components["schemas"]["Reports"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No report has this number. */
            404: {
                content: {
                    "application/json": components["schemas"]["NotFound"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchReportsById: {
        parameters: {
            path: {
                id: number;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {number} */
                    points: 1 | -1;
                };
            };
        };
        responses: {
            /** @description All thumbs together. */
            200: {
                content: {
                    "application/json": components["schemas"]["Points"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description No report has this number. */
            404: {
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says how many seconds to wait. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": components["schemas"]["Message"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchReportsByIdFlag: {
        parameters: {
            path: {
                id: number;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    flag: boolean;
                };
            };
        };
        responses: {
            /** @description The flag as it is now. */
            200: {
                content: {
                    "application/json": components["schemas"]["Flag"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description No report has this number. */
            404: {
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says how many seconds to wait. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": components["schemas"]["Message"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCards: {
        requestBody: {
            content: {
                "application/json": {
                    username: string;
                    network: string;
                    /** @enum {string} */
                    language: "id" | "en";
                    network_data?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description The card. */
            200: {
                content: {
                    "application/json": components["schemas"]["NewCard"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says how many seconds to wait. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": components["schemas"]["Message"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCardsById: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description The card; a browser gets the form. */
            200: {
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
            /** @description There is no such card. */
            404: {
                content: {
                    "application/json": components["schemas"]["NotFound"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCardsById: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    disaster_type: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
                    /**
                     * @description What was seen, as in report_data of a report.
                     * @example {
                     *       "report_type": "flood",
                     *       "flood_depth": 50
                     *     }
                     */
                    card_data: {
                        report_type: string;
                    } & {
                        [key: string]: unknown;
                    };
                    text?: string | null;
                    /** @description Given when the photo was put at the signedRequest before. */
                    image_url?: string | null;
                    /**
                     * Format: date-time
                     * @example 2026-01-15T07:30:00.000Z
                     */
                    created_at: string;
                    location: {
                        lat: number;
                        lng: number;
                    };
                    /**
                     * @description The second report of an earthquake’s card: the road after the building, or the other way round.
                     * @default false
                     */
                    sub_submission?: boolean;
                    partnerCode?: string | null;
                    /** @default false */
                    is_training?: boolean;
                };
            };
        };
        responses: {
            /** @description The report is stored. */
            200: {
                content: {
                    "application/json": components["schemas"]["CardReceived"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description There is no such card. */
            404: {
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The card was used before. */
            409: {
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    headCardsById: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description There is. */
            200: {
                content?: never;
            };
            /** @description There is none. */
            404: {
                content?: never;
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchCardsById: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    image_url: string;
                };
            };
        };
        responses: {
            /** @description The report shows the photo. */
            200: {
                content: {
                    "application/json": components["schemas"]["CardUpdated"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description No report came yet, or it has a photo. */
            403: {
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description There is no such card. */
            404: {
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCardsByIdImages: {
        parameters: {
            header?: {
                "Content-Type"?: "image/png" | "image/jpeg" | "image/gif";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description Two addresses. */
            200: {
                content: {
                    "application/json": components["schemas"]["ImageAddress"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description There is no such card. */
            404: {
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiReports: {
        parameters: {
            header: {
                /** @description Made once a report: the same key again is the same report. */
                "Idempotency-Key": string;
                /** @description The solved task of /api/tickets, as base64url of JSON; not needed. */
                "Report-Ticket"?: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    hazard: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
                    /** @description By the hazard: a flood’s depth in centimetres. */
                    answers?: {
                        [key: string]: unknown;
                    };
                    place: {
                        lng: number;
                        lat: number;
                    };
                    /** @enum {string} */
                    placedBy?: "location" | "pin" | "name";
                    /** @description How far off the place may be, in metres. */
                    exactness?: number;
                    /**
                     * Format: date-time
                     * @description When it was seen.
                     */
                    at?: string;
                    words?: string;
                    device?: string;
                    /** Format: uuid */
                    about?: string;
                    drill?: boolean;
                    secret?: boolean;
                    website?: unknown;
                };
            };
        };
        responses: {
            /** @description It was known already. */
            200: {
                content: {
                    "application/json": components["schemas"]["SentReport"];
                };
            };
            /** @description It is stored. */
            201: {
                content: {
                    "application/json": components["schemas"]["SentReport"];
                };
            };
            /** @description The body cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be taken; code says why. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many from here; Retry-After says how many seconds to wait. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiReportsNear: {
        parameters: {
            query: {
                lng: number;
                lat: number;
                hazard: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
                /** @description How far off the place may be, in metres. */
                exactness?: number;
            };
        };
        requestBody?: never;
        responses: {
            /** @description At most five. */
            200: {
                content: {
                    "application/json": {
                        near: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The place or the hazard is missing. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiReportsById: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A GeoJSON feature. */
            200: {
                content: {
                    "application/geo+json": components["schemas"]["ReportFeature"];
                };
            };
            /** @description There is none. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putApiReportsByIdPhoto: {
        parameters: {
            header: {
                /** @description Made once a report: the same key again is the same report. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
        };
        requestBody: {
            content: {
                "image/*": string;
            };
        };
        responses: {
            /** @description The photo’s name. */
            200: {
                content: {
                    "application/json": {
                        photo: string;
                    };
                };
            };
            /** @description The body cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such report was sent with this key. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It has four photos already. */
            409: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Larger than 15 MB. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither JPEG, PNG, WebP, GIF nor HEIC. */
            415: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A photo that cannot be opened, or that the operator’s scanner did not like. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiMoments: {
        parameters: {
            query: {
                at: string;
                /** @description 1: the drill and nothing else. */
                drill?: "0" | "1" | "true" | "false";
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description GeoJSON features; gauges and officials as the sockets show them. */
            200: {
                content: {
                    "application/json": {
                        at: string;
                        reports: {
                            [key: string]: unknown;
                        }[];
                        incidents: {
                            [key: string]: unknown;
                        }[];
                        warnings: {
                            [key: string]: unknown;
                        }[];
                        gauges: {
                            [key: string]: unknown;
                        }[];
                        officials: {
                            [key: string]: unknown;
                        }[];
                        archived: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The moment cannot be read, or has not come yet. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiTimeline: {
        parameters: {
            query: {
                from: string;
                to: string;
                /** @description Seconds. */
                step?: number;
                drill?: "0" | "1" | "true" | "false";
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description Steps in which reports came in. */
            200: {
                content: {
                    "application/json": {
                        from: string;
                        to: string;
                        step: number;
                        counts: {
                            at: string;
                            /** @enum {string} */
                            hazard: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
                            level: number;
                            count: number;
                        }[];
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The span cannot be read, or has too many steps. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiFigures: {
        parameters: {
            query?: {
                /** @description How far back, up to now. */
                days?: number;
                from?: string;
                to?: string;
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description Waiting times are medians in seconds. */
            200: {
                content: {
                    "application/json": {
                        from: string;
                        to: string;
                        timeZone: string;
                        waiting: {
                            [key: string]: unknown;
                        }[];
                        standing: {
                            [key: string]: unknown;
                        }[];
                        hours: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The span cannot be read, or is longer than 366 days. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiFiguresCsv: {
        parameters: {
            query?: {
                /** @description How far back, up to now. */
                days?: number;
                from?: string;
                to?: string;
                lang?: "id" | "en";
                table?: "waiting" | "standing" | "hours";
            };
        };
        requestBody?: never;
        responses: {
            /** @description A table. */
            200: {
                content: {
                    "text/csv": string;
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The span cannot be read, or is longer than 366 days. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiPlaces: {
        parameters: {
            query: {
                q: string;
                /** @description 1: typed to the end, so that the operator’s geocoder may be asked, too. */
                finished?: "0" | "1";
            };
        };
        requestBody?: never;
        responses: {
            /** @description At most eight. */
            200: {
                content: {
                    "application/json": {
                        places: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDekat: {
        parameters: {
            query?: {
                lat?: string;
                lng?: string;
                /** @description A place by name, instead of lat and lng. */
                q?: string;
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description Text, or a page for a browser. */
            200: {
                content: {
                    "text/plain": string;
                    "text/html": string;
                };
            };
            /** @description No such place here. */
            404: {
                content: {
                    "text/plain": string;
                    "text/html": string;
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNear: {
        parameters: {
            query?: {
                lat?: string;
                lng?: string;
                /** @description A place by name, instead of lat and lng. */
                q?: string;
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description Text, or a page for a browser. */
            200: {
                content: {
                    "text/plain": string;
                    "text/html": string;
                };
            };
            /** @description No such place here. */
            404: {
                content: {
                    "text/plain": string;
                    "text/html": string;
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWarnings: {
        parameters: {
            query?: {
                drill?: "0" | "1";
            };
        };
        requestBody?: never;
        responses: {
            /** @description A collection. */
            200: {
                content: {
                    "application/geo+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCap: {
        requestBody?: never;
        responses: {
            /** @description Latest first. */
            200: {
                content: {
                    "application/atom+xml": string;
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCapExercise: {
        requestBody?: never;
        responses: {
            /** @description Latest first; each is an Exercise. */
            200: {
                content: {
                    "application/atom+xml": string;
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCapIncidents: {
        requestBody?: never;
        responses: {
            /** @description Latest first. */
            200: {
                content: {
                    "application/atom+xml": string;
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCapIncidentsByIdXml: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description It never changes. */
            200: {
                content: {
                    "application/cap+xml": string;
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCapByIdXml: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description It never changes. */
            200: {
                content: {
                    "application/cap+xml": string;
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiGauges: {
        requestBody?: never;
        responses: {
            /** @description Depths in centimetres. */
            200: {
                content: {
                    "application/json": {
                        gauges: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiGaugesById: {
        parameters: {
            query?: {
                lang?: "id" | "en";
                /** @description The readings of the 72 hours before this moment, also those that were told later; now without it. */
                at?: string;
            };
            path: {
                /** @description Its id, number, or the name of its import. */
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description The gauge as it is now, with its readings. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The moment cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiGaugesByIdObservations: {
        parameters: {
            path: {
                /** @description Its id, number, or the name of its import. */
                id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    at: string;
                    depth: number;
                } | {
                    observations: {
                        /** Format: date-time */
                        at: string;
                        depth: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description The gauge as it is now. */
            201: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The body cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not there. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such gauge. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A time or depth that cannot be. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiInfrastructure: {
        parameters: {
            query: {
                /** @description One or more, with commas. */
                kind: string;
                /** @description West, south, east, north. */
                box: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description GeoJSON; `more` where not all are told. */
            200: {
                content: {
                    "application/json": {
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A kind or box that is none. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiOfficial: {
        requestBody?: never;
        responses: {
            /** @description Latest first. */
            200: {
                content: {
                    "application/json": {
                        sources: {
                            [key: string]: unknown;
                        }[];
                        official: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFloodgauges: {
        parameters: {
            query?: {
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                geoformat?: "geojson" | "topojson";
                format?: "json";
            };
        };
        requestBody?: never;
        responses: {
            /** @description The gauges. */
            200: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 200;
                        result: {
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFloodgaugesById: {
        parameters: {
            query?: {
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                geoformat?: "geojson" | "topojson";
                format?: "json";
            };
            path: {
                /** @description Its id, number, or the name of its import. */
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description The gauge. */
            200: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 200;
                        result: {
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none. */
            404: {
                content: {
                    "application/json": components["schemas"]["NotFound"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInfrastructureByType: {
        parameters: {
            query?: {
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                geoformat?: "geojson" | "topojson";
                format?: "json";
            };
            path: {
                type: "basins" | "floodgates" | "pumps" | "sites" | "waterways" | "shelters" | "hospitals";
            };
        };
        requestBody?: never;
        responses: {
            /** @description Name and tags of each. */
            200: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 200;
                        result: {
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFloods: {
        parameters: {
            query?: {
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description Only areas with this state or a worse one; without it all areas, null where dry. */
                minimum_state?: number;
                /** @description Only areas that are part of this. */
                parent?: string;
                /** @description cap: an Atom feed whose entries carry the flooded areas as CAP 1.2 messages. Of /floods alone. */
                geoformat?: "geojson" | "topojson" | "cap";
                format?: "json";
            };
        };
        requestBody?: never;
        responses: {
            /** @description All areas, or with minimum_state the flooded ones. 1 unknown, use caution; 2 up to 70 cm; 3 up to 150 cm; 4 over 150 cm. As CAP the flooded ones alone. */
            200: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 200;
                        result: {
                            type: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFloodsStates: {
        parameters: {
            query?: {
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description Only areas with this state or a worse one; without it all areas, null where dry. */
                minimum_state?: number;
                /** @description Only areas that are part of this. */
                parent?: string;
                /** @description cap: an Atom feed whose entries carry the flooded areas as CAP 1.2 messages. Of /floods alone. */
                geoformat?: "geojson" | "topojson" | "cap";
                format?: "json";
            };
        };
        requestBody?: never;
        responses: {
            /** @description Flooded areas. */
            200: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 200;
                        result: {
                            area_id: string;
                            /** @enum {number} */
                            state: 1 | 2 | 3 | 4;
                            /** Format: date-time */
                            last_updated: string;
                        }[];
                    };
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFloodsPlaces: {
        parameters: {
            query?: {
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description Only areas with this state or a worse one; without it all areas, null where dry. */
                minimum_state?: number;
                /** @description Only areas that are part of this. */
                parent?: string;
                /** @description cap: an Atom feed whose entries carry the flooded areas as CAP 1.2 messages. Of /floods alone. */
                geoformat?: "geojson" | "topojson" | "cap";
                format?: "json";
            };
        };
        requestBody?: never;
        responses: {
            /** @description Their names. */
            200: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 200;
                        result: {
                            area_id: string;
                            geom_id: string;
                            area_name: string;
                            parent_name: string | null;
                            city_name: string | null;
                        }[];
                    };
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFloodsArchive: {
        parameters: {
            query: {
                /** @description Zone as +0700, +07:00 or Z. */
                start: string;
                /** @description At most 366 days after start. */
                end: string;
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                geoformat?: "geojson" | "topojson";
            };
        };
        requestBody?: never;
        responses: {
            /** @description By area. */
            200: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 200;
                        result: {
                            area_id: string;
                            /** Format: date-time */
                            last_updated: string;
                            /** @enum {number} */
                            max_state: 1 | 2 | 3 | 4;
                        }[];
                    };
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFloodsTimeseries: {
        parameters: {
            query: {
                /** @description Zone as +0700, +07:00 or Z. */
                start: string;
                /** @description At most 366 days after start. */
                end: string;
                /** @description ISO 3166-2 code of a province, or a city of the first generation (jbd, bdg, sby, srg: a box around it). */
                admin?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
                /** @description The same filter under its older name. */
                city?: "ID-AC" | "ID-BA" | "ID-BB" | "ID-BE" | "ID-BT" | "ID-GO" | "ID-JA" | "ID-JB" | "ID-JI" | "ID-JK" | "ID-JT" | "ID-KB" | "ID-KI" | "ID-KR" | "ID-KS" | "ID-KT" | "ID-KU" | "ID-LA" | "ID-MA" | "ID-MU" | "ID-NB" | "ID-NT" | "ID-PA" | "ID-PB" | "ID-RI" | "ID-SA" | "ID-SB" | "ID-SG" | "ID-SN" | "ID-SR" | "ID-SS" | "ID-ST" | "ID-SU" | "ID-YO" | "ID-PE" | "ID-PS" | "ID-PT" | "ID-PD" | "jbd" | "bdg" | "sby" | "srg" | "PH-00" | "PH-01" | "PH-02" | "PH-03" | "PH-04" | "PH-05" | "PH-06" | "PH-07" | "PH-08" | "PH-09" | "PH-10" | "PH-11" | "PH-12" | "PH-13" | "PH-14" | "PH-15" | "PH-16" | "PH-40" | "PH-41" | "PH-QC" | "PH-PG";
            };
        };
        requestBody?: never;
        responses: {
            /** @description Every hour of the span. */
            200: {
                content: {
                    "application/json": components["schemas"]["TimeSeries"];
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        /** @enum {number} */
                        statusCode: 429;
                        error: string;
                        message: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putFloodsByLocalAreaId: {
        parameters: {
            query?: {
                /** @description Whom the agency names; kept in the history. */
                username?: string;
            };
            path: {
                localAreaId: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {number} */
                    state: 1;
                };
            };
        };
        responses: {
            /** @description It is set. */
            200: {
                content: {
                    "application/json": {
                        localAreaId: number | string;
                        /** @enum {number|null} */
                        state: 1 | 2 | 3 | 4 | null;
                        /** @enum {boolean} */
                        updated: true;
                    };
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description No valid token. */
            401: {
                content: {
                    "application/json": {
                        statusCode: number;
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description The area is not of this agency. */
            403: {
                content: {
                    "application/json": {
                        statusCode: number;
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description There is no such area. */
            404: {
                content: {
                    "application/json": components["schemas"]["NotFound"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteFloodsByLocalAreaId: {
        parameters: {
            query?: {
                /** @description Whom the agency names; kept in the history. */
                username?: string;
            };
            path: {
                localAreaId: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description It is cleared. */
            200: {
                content: {
                    "application/json": {
                        localAreaId: number | string;
                        /** @enum {number|null} */
                        state: 1 | 2 | 3 | 4 | null;
                        /** @enum {boolean} */
                        updated: true;
                    };
                };
            };
            /** @description A wrong or unknown parameter. */
            400: {
                content: {
                    "application/json": components["schemas"]["BadRequest"];
                };
            };
            /** @description No valid token. */
            401: {
                content: {
                    "application/json": {
                        statusCode: number;
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description The area is not of this agency. */
            403: {
                content: {
                    "application/json": {
                        statusCode: number;
                        error: string;
                        message: string;
                    };
                };
            };
            /** @description There is no such area. */
            404: {
                content: {
                    "application/json": components["schemas"]["NotFound"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiAreasFlooded: {
        parameters: {
            query?: {
                lang?: "id" | "en";
                /** @description As it was at this moment; now without it. */
                at?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description Those with a state. */
            200: {
                content: {
                    "application/json": {
                        type: string;
                        features: {
                            [key: string]: unknown;
                        }[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A time that cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiReportsByIdHandling: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description null: nobody has taken it up yet. */
            200: {
                content: {
                    "application/json": {
                        handling: {
                            [key: string]: unknown;
                        } | null;
                    };
                };
            };
            /** @description No such report. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiDeskWebhooks: {
        requestBody?: never;
        responses: {
            /** @description The newest first. */
            200: {
                content: {
                    "application/json": {
                        webhooks: ({
                            /** Format: uuid */
                            id: string;
                            name: string;
                            url: string;
                            state: string;
                            reason: string | null;
                            /** Format: date-time */
                            arrivedAt: string | null;
                            /** Format: date-time */
                            failingSince: string | null;
                            waiting: number;
                            arrived: number;
                            dead: number;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiDeskWebhooks: {
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    url: string;
                    /**
                     * @default {
                     *       "kinds": [
                     *         "report.created",
                     *         "report.changed",
                     *         "report.removed",
                     *         "incident.created",
                     *         "incident.changed",
                     *         "incident.removed",
                     *         "warning.created",
                     *         "warning.changed",
                     *         "warning.removed",
                     *         "area.created",
                     *         "area.changed",
                     *         "area.removed"
                     *       ],
                     *       "hazards": null,
                     *       "level": 0,
                     *       "regions": null,
                     *       "box": null,
                     *       "drill": false
                     *     }
                     */
                    filter?: {
                        /**
                         * @default [
                         *       "report.created",
                         *       "report.changed",
                         *       "report.removed",
                         *       "incident.created",
                         *       "incident.changed",
                         *       "incident.removed",
                         *       "warning.created",
                         *       "warning.changed",
                         *       "warning.removed",
                         *       "area.created",
                         *       "area.changed",
                         *       "area.removed"
                         *     ]
                         */
                        kinds?: ("report.created" | "report.changed" | "report.removed" | "incident.created" | "incident.changed" | "incident.removed" | "warning.created" | "warning.changed" | "warning.removed" | "area.created" | "area.changed" | "area.removed")[];
                        /** @default null */
                        hazards?: ("flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide")[] | null;
                        /** @default 0 */
                        level?: number;
                        /** @default null */
                        regions?: string[] | null;
                        /** @default null */
                        box?: (number)[] | null;
                        /** @default false */
                        drill?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description With its secret, shown only now. */
            201: {
                content: {
                    "application/json": {
                        webhook: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            url: string;
                            state: string;
                            reason: string | null;
                            /** Format: date-time */
                            arrivedAt: string | null;
                            /** Format: date-time */
                            failingSince: string | null;
                            waiting: number;
                            arrived: number;
                            dead: number;
                        } & {
                            [key: string]: unknown;
                        };
                        secret: string;
                    };
                };
            };
            /** @description The body cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There are enough. */
            409: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The address or a region cannot be used. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiDeskWebhooksById: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description How it does. */
            200: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        url: string;
                        state: string;
                        reason: string | null;
                        /** Format: date-time */
                        arrivedAt: string | null;
                        /** Format: date-time */
                        failingSince: string | null;
                        waiting: number;
                        arrived: number;
                        dead: number;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook, or it is another’s. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiDeskWebhooksById: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                content?: never;
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook, or it is another’s. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchApiDeskWebhooksById: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    url?: string;
                    filter?: {
                        /**
                         * @default [
                         *       "report.created",
                         *       "report.changed",
                         *       "report.removed",
                         *       "incident.created",
                         *       "incident.changed",
                         *       "incident.removed",
                         *       "warning.created",
                         *       "warning.changed",
                         *       "warning.removed",
                         *       "area.created",
                         *       "area.changed",
                         *       "area.removed"
                         *     ]
                         */
                        kinds?: ("report.created" | "report.changed" | "report.removed" | "incident.created" | "incident.changed" | "incident.removed" | "warning.created" | "warning.changed" | "warning.removed" | "area.created" | "area.changed" | "area.removed")[];
                        /** @default null */
                        hazards?: ("flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide")[] | null;
                        /** @default 0 */
                        level?: number;
                        /** @default null */
                        regions?: string[] | null;
                        /** @default null */
                        box?: (number)[] | null;
                        /** @default false */
                        drill?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description The webhook. */
            200: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        url: string;
                        state: string;
                        reason: string | null;
                        /** Format: date-time */
                        arrivedAt: string | null;
                        /** Format: date-time */
                        failingSince: string | null;
                        waiting: number;
                        arrived: number;
                        dead: number;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The body cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook, or it is another’s. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not any more what was seen, or somebody has it. */
            409: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The address or a region cannot be used. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiDeskWebhooksByIdSecret: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description Shown only now. */
            201: {
                content: {
                    "application/json": {
                        secret: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook, or it is another’s. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiDeskWebhooksByIdTest: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way. */
            202: {
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook, or it is another’s. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is in another state. */
            409: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiDeskWebhooksByIdPause: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                content?: never;
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook, or it is another’s. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is in another state. */
            409: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiDeskWebhooksByIdResume: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default true */
                    missed?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                content?: never;
            };
            /** @description The body cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook, or it is another’s. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is in another state. */
            409: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be taken; code says why. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiDeskWebhooksByIdReplay: {
        parameters: {
            path: {
                id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": {
                    delivery: string;
                } | {
                    /** @enum {boolean} */
                    dead: true;
                } | {
                    /** Format: date-time */
                    from: string;
                };
            };
        };
        responses: {
            /** @description How many; null where that shows later. */
            202: {
                content: {
                    "application/json": {
                        count: number | null;
                    };
                };
            };
            /** @description The body cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook, or it is another’s. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is not any more what was seen, or somebody has it. */
            409: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be taken; code says why. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiDeskWebhooksByIdDeliveries: {
        parameters: {
            query?: {
                status?: "waiting" | "arrived" | "dead" | "taken-back";
                before?: string;
                limit?: number;
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description The latest first; `next` is what `before` takes. */
            200: {
                content: {
                    "application/json": {
                        deliveries: ({
                            message: string;
                            kind: string;
                            status: string;
                            attempts: number;
                            tries: {
                                at: string;
                                status: number | null;
                                ms: number;
                                fault: string | null;
                            }[];
                        } & {
                            [key: string]: unknown;
                        })[];
                        next: string | null;
                    };
                };
            };
            /** @description The query cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook, or it is another’s. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiDeskWebhooksByIdDeliveriesByMessage: {
        parameters: {
            path: {
                id: string;
                message: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description With its `body`; null: it was taken back. */
            200: {
                content: {
                    "application/json": {
                        message: string;
                        kind: string;
                        status: string;
                        attempts: number;
                        tries: {
                            at: string;
                            status: number | null;
                            ms: number;
                            fault: string | null;
                        }[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Nobody is signed in, and no key is shown. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not with this role or key, or not in these regions. */
            403: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such webhook, or it is another’s. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPhotosByName: {
        parameters: {
            query?: {
                /** @description The token of a private link. */
                mine?: string;
            };
            path: {
                name: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description The photo. */
            200: {
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description The address holds what no address may. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is not open to all. */
            404: {
                content: {
                    "application/json": {
                        message: string;
                        url: string;
                    };
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPhotosByName: {
        parameters: {
            query: {
                until: string;
                signature: string;
            };
            path: {
                name: string;
            };
        };
        requestBody: {
            content: {
                "image/*": string;
            };
        };
        responses: {
            /** @description The photo’s name. */
            200: {
                content: {
                    "application/json": {
                        photo: string;
                    };
                };
            };
            /** @description The body cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The address is none, or its hour is over. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A photo was put there already. */
            409: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Larger than 15 MB. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither JPEG, PNG, WebP, GIF nor HEIC. */
            415: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be taken; code says why. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPhotosSmallByName: {
        parameters: {
            query?: {
                /** @description The token of a private link. */
                mine?: string;
            };
            path: {
                name: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description The photo. */
            200: {
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description The address holds what no address may. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is not open to all. */
            404: {
                content: {
                    "application/json": {
                        message: string;
                        url: string;
                    };
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPhotosFullByName: {
        parameters: {
            query?: {
                /** @description The token of a private link. */
                mine?: string;
            };
            path: {
                name: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description The photo. */
            200: {
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description The address holds what no address may. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or it is not open to all. */
            404: {
                content: {
                    "application/json": {
                        message: string;
                        url: string;
                    };
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTilesReportsJson: {
        parameters: {
            query?: {
                /** @description A day or moment: reports of any age from the database, from then on. 30 days before the end unless told otherwise. Without `from` and `to` the tile is live. With them there is no `hours`, `words` or `drill`, and `state` may be resolved. */
                from?: string;
                /** @description The last day, or the moment before which it ends. */
                to?: string;
                /** @description Whose days they are: Asia/Jakarta unless told otherwise. */
                zone?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description TileJSON 3.0. */
            200: {
                content: {
                    "application/json": {
                        tilejson: string;
                        tiles: string[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTilesReportsByZByXByYMvt: {
        parameters: {
            query?: {
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas, none: all. */
                hazard?: string;
                /** @description Of 0, 1, 2, 3; several by commas, none: all. */
                level?: string;
                /** @description Of unverified, verified; several by commas, none: all. */
                state?: string;
                /** @description How far back; 24 unless told otherwise. */
                hours?: "1" | "3" | "6" | "12" | "24";
                /** @description All of them stand in what was said, or in the name of the place. */
                words?: string;
                /** @description ISO 3166-2 code of the region. */
                region?: string;
                /** @description Id of the local area. */
                area?: string;
                /** @description 1: the drill and nothing else. */
                drill?: "0" | "1";
                /** @description A day or moment: reports of any age from the database, from then on. 30 days before the end unless told otherwise. Without `from` and `to` the tile is live. With them there is no `hours`, `words` or `drill`, and `state` may be resolved. */
                from?: string;
                /** @description The last day, or the moment before which it ends. */
                to?: string;
                /** @description Whose days they are: Asia/Jakarta unless told otherwise. */
                zone?: string;
                /** @description Of no meaning: for caches. */
                v?: string;
            };
            path: {
                /** @description 0 to 14. */
                z: number;
                x: number;
                y: number;
            };
        };
        requestBody?: never;
        responses: {
            /** @description Mapbox Vector Tile 2, extent 4096. Where reports are crowded they stand as crowds up to zoom 13. */
            200: {
                content: {
                    "application/vnd.mapbox-vector-tile": string;
                };
            };
            /** @description An unknown filter. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such tile. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A span that ends before it begins, or is too long. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTilesIncidentsJson: {
        requestBody?: never;
        responses: {
            /** @description TileJSON 3.0. */
            200: {
                content: {
                    "application/json": {
                        tilejson: string;
                        tiles: string[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTilesIncidentsByZByXByYMvt: {
        parameters: {
            query?: {
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas, none: all. */
                hazard?: string;
                /** @description Of 0, 1, 2, 3; several by commas, none: all. */
                level?: string;
                /** @description Of unverified, verified; several by commas, none: all. */
                state?: string;
                /** @description How far back; 24 unless told otherwise. */
                hours?: "1" | "3" | "6" | "12" | "24";
                /** @description All of them stand in what was said, or in the name of the place. */
                words?: string;
                /** @description ISO 3166-2 code of the region. */
                region?: string;
                /** @description Id of the local area. */
                area?: string;
                /** @description 1: the drill and nothing else. */
                drill?: "0" | "1";
                /** @description Of no meaning: for caches. */
                v?: string;
            };
            path: {
                /** @description 0 to 14. */
                z: number;
                x: number;
                y: number;
            };
        };
        requestBody?: never;
        responses: {
            /** @description Mapbox Vector Tile 2, extent 4096. Where reports are crowded they stand as crowds up to zoom 13. */
            200: {
                content: {
                    "application/vnd.mapbox-vector-tile": string;
                };
            };
            /** @description An unknown filter. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such tile. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiLive: {
        parameters: {
            query?: {
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas, none: all. */
                hazard?: string;
                /** @description Of 0, 1, 2, 3; several by commas, none: all. */
                level?: string;
                /** @description Of unverified, verified; several by commas, none: all. */
                state?: string;
                /** @description How far back; 24 unless told otherwise. */
                hours?: "1" | "3" | "6" | "12" | "24";
                /** @description All of them stand in what was said, or in the name of the place. */
                words?: string;
                /** @description ISO 3166-2 code of the region. */
                region?: string;
                /** @description Id of the local area. */
                area?: string;
                /** @description 1: the drill and nothing else. */
                drill?: "0" | "1";
                incident?: string;
                /** @description So many are left out. */
                after?: number;
                /** @description At most 1,000; 100 unless told otherwise. */
                limit?: number;
            };
        };
        requestBody?: never;
        responses: {
            /** @description GeoJSON features as in the live picture. */
            200: {
                content: {
                    "application/json": {
                        count: number;
                        /** @description Without any filter. */
                        all: number;
                        /** @description How many of level 0, 1, 2 and 3. */
                        levels: number[];
                        /** @description The most severe first, then the latest. */
                        reports: {
                            [key: string]: unknown;
                        }[];
                        cursor: string;
                        generation: string;
                    };
                };
            };
            /** @description An unknown filter. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFeedsReportsAtom: {
        parameters: {
            query?: {
                /** @description ISO 3166-2 code of a province. */
                region?: string;
                hazard?: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
                /** @description At least so bad, 0 to 3. */
                level?: number | null;
                /** @description true: only what an officer verified; of incidents those with a verified report. */
                verified?: "true" | "false";
                /** @description true: the drill and nothing else. */
                training?: "true" | "false";
                /** @description At most 1000. */
                limit?: number;
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description The feed. */
            200: {
                content: {
                    "application/atom+xml": string;
                };
            };
            /** @description An unknown filter. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFeedsIncidentsAtom: {
        parameters: {
            query?: {
                /** @description ISO 3166-2 code of a province. */
                region?: string;
                hazard?: "flood" | "earthquake" | "wind" | "haze" | "volcano" | "fire" | "landslide";
                /** @description At least so bad, 0 to 3. */
                level?: number | null;
                /** @description true: only what an officer verified; of incidents those with a verified report. */
                verified?: "true" | "false";
                /** @description true: the drill and nothing else. */
                training?: "true" | "false";
                /** @description At most 1000. */
                limit?: number;
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description The feed. */
            200: {
                content: {
                    "application/atom+xml": string;
                };
            };
            /** @description An unknown filter. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2DiscoveryXml: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2ServicesXml: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2ServicesByCodeXml: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
            path: {
                code: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2RequestsXml: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
                /** @description Numbers (or UUIDs) with commas, at most 1000; then nothing else counts. */
                service_request_id?: string;
                /** @description Hazards with commas. */
                service_code?: string;
                /** @description When it was seen, from; ISO 8601. */
                start_date?: string;
                /** @description Until; without both the last 90 days, with one 90 days from or until there. */
                end_date?: string;
                status?: string;
                page?: number;
                /** @description At most 1000. */
                page_size?: number;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postOpen311V2RequestsXml: {
        parameters: {
            header?: {
                "Idempotency-Key"?: string;
            };
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    service_code: string;
                    lat?: string;
                    long?: string;
                    address_string?: string;
                    description?: string;
                    api_key?: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The number of the report. */
            201: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description Something in it cannot be taken. */
            400: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description The key is missing or not valid. */
            403: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description There is no such service or jurisdiction. */
            404: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says how many seconds to wait. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2RequestsByIdXml: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2TokensByIdXml: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "text/xml": string;
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2DiscoveryJson: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2ServicesJson: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2ServicesByCodeJson: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
            path: {
                code: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2RequestsJson: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
                /** @description Numbers (or UUIDs) with commas, at most 1000; then nothing else counts. */
                service_request_id?: string;
                /** @description Hazards with commas. */
                service_code?: string;
                /** @description When it was seen, from; ISO 8601. */
                start_date?: string;
                /** @description Until; without both the last 90 days, with one 90 days from or until there. */
                end_date?: string;
                status?: string;
                page?: number;
                /** @description At most 1000. */
                page_size?: number;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postOpen311V2RequestsJson: {
        parameters: {
            header?: {
                "Idempotency-Key"?: string;
            };
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    service_code: string;
                    lat?: string;
                    long?: string;
                    address_string?: string;
                    description?: string;
                    api_key?: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The number of the report. */
            201: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description Something in it cannot be taken. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key is missing or not valid. */
            403: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description There is no such service or jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says how many seconds to wait. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2RequestsByIdJson: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2TokensByIdJson: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2Discovery: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2Services: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2ServicesByCode: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
            path: {
                code: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2Requests: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
                /** @description Numbers (or UUIDs) with commas, at most 1000; then nothing else counts. */
                service_request_id?: string;
                /** @description Hazards with commas. */
                service_code?: string;
                /** @description When it was seen, from; ISO 8601. */
                start_date?: string;
                /** @description Until; without both the last 90 days, with one 90 days from or until there. */
                end_date?: string;
                status?: string;
                page?: number;
                /** @description At most 1000. */
                page_size?: number;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postOpen311V2Requests: {
        parameters: {
            header?: {
                "Idempotency-Key"?: string;
            };
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    service_code: string;
                    lat?: string;
                    long?: string;
                    address_string?: string;
                    description?: string;
                    api_key?: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The number of the report. */
            201: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description Something in it cannot be taken. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key is missing or not valid. */
            403: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description There is no such service or jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The body arrives too slowly; nothing was done. */
            408: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says how many seconds to wait. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2RequestsById: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpen311V2TokensById: {
        parameters: {
            query?: {
                /** @description A province, such as ID-JK, or our own host; all without it. */
                jurisdiction_id?: string;
                /** @description Reading needs none. */
                api_key?: string;
                /** @description Else what Accept-Language prefers. */
                lang?: "id" | "en";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description As the standard says it. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is none, or no such jurisdiction. */
            404: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/json": {
                        code: number;
                        description: string;
                    }[];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiStatistics: {
        parameters: {
            query?: {
                /** @description Up to three of hour, day, week, month, year, hazard, level, state, region, area, at most one of them a time; empty: only the total. By the hour at most 366 days, else 7320. */
                by?: string;
                /** @description The first day (of the zone) or moment; 30 days before `to` unless told otherwise. Ends go outward to whole hours. */
                from?: string;
                /** @description The last day, which belongs to it, or the moment before which it ends; now unless told otherwise. */
                to?: string;
                /** @description Name in the IANA database: whose days, weeks, months and years they are. Asia/Jakarta unless told otherwise. */
                zone?: string;
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas, none: all. */
                hazard?: string;
                /** @description Of 0, 1, 2, 3; several by commas, none: all. */
                level?: string;
                /** @description Of unverified, verified, resolved; several by commas, none: all. */
                state?: string;
                /** @description ISO 3166-2 codes, several by commas. */
                region?: string;
                /** @description Id of the local area. */
                area?: string;
                /** @description id or en: in which language a refusal is told. */
                lang?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A group with fewer than 5 reports is not told, nor are as many others as it takes that no sum at a coarser level of the same question (its days, months, regions, larger cells, the total) gives it away. A group that is missing has no report, or is not told. */
            200: {
                content: {
                    "application/json": {
                        from: string;
                        /** @description The moment before which the span ends. */
                        to: string;
                        zone: string;
                        /** @description The columns of a group besides its count. */
                        by: string[];
                        /** @description Groups with fewer reports are not told. */
                        least: number;
                        /** @description Of all groups, told or not; null where it is below `least`. */
                        total: number | null;
                        groups: ({
                            count: number;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A span that ends before it begins or is too long, or too many groups. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiStatisticsCsv: {
        parameters: {
            query?: {
                /** @description Up to three of hour, day, week, month, year, hazard, level, state, region, area, at most one of them a time; empty: only the total. By the hour at most 366 days, else 7320. */
                by?: string;
                /** @description The first day (of the zone) or moment; 30 days before `to` unless told otherwise. Ends go outward to whole hours. */
                from?: string;
                /** @description The last day, which belongs to it, or the moment before which it ends; now unless told otherwise. */
                to?: string;
                /** @description Name in the IANA database: whose days, weeks, months and years they are. Asia/Jakarta unless told otherwise. */
                zone?: string;
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas, none: all. */
                hazard?: string;
                /** @description Of 0, 1, 2, 3; several by commas, none: all. */
                level?: string;
                /** @description Of unverified, verified, resolved; several by commas, none: all. */
                state?: string;
                /** @description ISO 3166-2 codes, several by commas. */
                region?: string;
                /** @description Id of the local area. */
                area?: string;
                /** @description id or en: in which language a refusal is told. */
                lang?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A group with fewer than 5 reports is not told, nor are as many others as it takes that no sum at a coarser level of the same question (its days, months, regions, larger cells, the total) gives it away. A group that is missing has no report, or is not told. */
            200: {
                content: {
                    "text/csv": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A span that ends before it begins or is too long, or too many groups. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiStatisticsCells: {
        parameters: {
            query?: {
                /** @description Of H3: 0 to 9; 7 (5 km²) unless told otherwise. */
                resolution?: number;
                /** @description West, south, east, north: cells whose middle lies in it. The total is that of all. */
                box?: string;
                /** @description One more of hour, day, week, month, year, hazard, level, state, region, area. */
                by?: string;
                /** @description The first day (of the zone) or moment; 30 days before `to` unless told otherwise. Ends go outward to whole hours. */
                from?: string;
                /** @description The last day, which belongs to it, or the moment before which it ends; now unless told otherwise. */
                to?: string;
                /** @description Name in the IANA database: whose days, weeks, months and years they are. Asia/Jakarta unless told otherwise. */
                zone?: string;
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas, none: all. */
                hazard?: string;
                /** @description Of 0, 1, 2, 3; several by commas, none: all. */
                level?: string;
                /** @description Of unverified, verified, resolved; several by commas, none: all. */
                state?: string;
                /** @description ISO 3166-2 codes, several by commas. */
                region?: string;
                /** @description Id of the local area. */
                area?: string;
                /** @description id or en: in which language a refusal is told. */
                lang?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A group with fewer than 5 reports is not told, nor are as many others as it takes that no sum at a coarser level of the same question (its days, months, regions, larger cells, the total) gives it away. A group that is missing has no report, or is not told. Secret reports are told in cells of resolution 6 and larger. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "FeatureCollection";
                        from: string;
                        /** @description The moment before which the span ends. */
                        to: string;
                        zone: string;
                        /** @description The columns of a group besides its count. */
                        by: string[];
                        /** @description Groups with fewer reports are not told. */
                        least: number;
                        /** @description Of all groups, told or not; null where it is below `least`. */
                        total: number | null;
                        features: ({
                            /** @enum {string} */
                            type: "Feature";
                            geometry: {
                                /** @enum {string} */
                                type: "Polygon";
                            } & {
                                [key: string]: unknown;
                            };
                            properties: {
                                cell: string;
                                count: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A span that ends before it begins or is too long, or too many groups. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiStatisticsCellsJson: {
        parameters: {
            query?: {
                /** @description Of H3: 0 to 9; 7 (5 km²) unless told otherwise. */
                resolution?: number;
                /** @description West, south, east, north: cells whose middle lies in it. The total is that of all. */
                box?: string;
                /** @description One more of hour, day, week, month, year, hazard, level, state, region, area. */
                by?: string;
                /** @description The first day (of the zone) or moment; 30 days before `to` unless told otherwise. Ends go outward to whole hours. */
                from?: string;
                /** @description The last day, which belongs to it, or the moment before which it ends; now unless told otherwise. */
                to?: string;
                /** @description Name in the IANA database: whose days, weeks, months and years they are. Asia/Jakarta unless told otherwise. */
                zone?: string;
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas, none: all. */
                hazard?: string;
                /** @description Of 0, 1, 2, 3; several by commas, none: all. */
                level?: string;
                /** @description Of unverified, verified, resolved; several by commas, none: all. */
                state?: string;
                /** @description ISO 3166-2 codes, several by commas. */
                region?: string;
                /** @description Id of the local area. */
                area?: string;
                /** @description id or en: in which language a refusal is told. */
                lang?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A group with fewer than 5 reports is not told, nor are as many others as it takes that no sum at a coarser level of the same question (its days, months, regions, larger cells, the total) gives it away. A group that is missing has no report, or is not told. */
            200: {
                content: {
                    "application/json": {
                        from: string;
                        /** @description The moment before which the span ends. */
                        to: string;
                        zone: string;
                        /** @description The columns of a group besides its count. */
                        by: string[];
                        /** @description Groups with fewer reports are not told. */
                        least: number;
                        /** @description Of all groups, told or not; null where it is below `least`. */
                        total: number | null;
                        groups: ({
                            count: number;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A span that ends before it begins or is too long, or too many groups. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiStatisticsCellsCsv: {
        parameters: {
            query?: {
                /** @description Of H3: 0 to 9; 7 (5 km²) unless told otherwise. */
                resolution?: number;
                /** @description West, south, east, north: cells whose middle lies in it. The total is that of all. */
                box?: string;
                /** @description One more of hour, day, week, month, year, hazard, level, state, region, area. */
                by?: string;
                /** @description The first day (of the zone) or moment; 30 days before `to` unless told otherwise. Ends go outward to whole hours. */
                from?: string;
                /** @description The last day, which belongs to it, or the moment before which it ends; now unless told otherwise. */
                to?: string;
                /** @description Name in the IANA database: whose days, weeks, months and years they are. Asia/Jakarta unless told otherwise. */
                zone?: string;
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas, none: all. */
                hazard?: string;
                /** @description Of 0, 1, 2, 3; several by commas, none: all. */
                level?: string;
                /** @description Of unverified, verified, resolved; several by commas, none: all. */
                state?: string;
                /** @description ISO 3166-2 codes, several by commas. */
                region?: string;
                /** @description Id of the local area. */
                area?: string;
                /** @description id or en: in which language a refusal is told. */
                lang?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A group with fewer than 5 reports is not told, nor are as many others as it takes that no sum at a coarser level of the same question (its days, months, regions, larger cells, the total) gives it away. A group that is missing has no report, or is not told. */
            200: {
                content: {
                    "text/csv": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A span that ends before it begins or is too long, or too many groups. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEvents: {
        parameters: {
            query?: {
                /** @description West, south, east, north in degrees. */
                bbox?: string;
                /** @description ISO 3166-2 code of the region. */
                region?: string;
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas, none: all. */
                hazard?: string;
                /** @description 1: the drill and nothing else. */
                drill?: "0" | "1";
                /** @description 0: only what is new. */
                snapshot?: "0" | "1";
                /** @description As Last-Event-ID, where no header can be set. */
                after?: string;
            };
            header?: {
                /** @description Of the last event that came. */
                "Last-Event-ID"?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description Events, for as long as both sides like. */
            200: {
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description An unknown or wrong parameter. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line has as many streams as it may; Retry-After says when to try again. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExports: {
        requestBody?: never;
        responses: {
            /** @description What each column holds. */
            200: {
                content: {
                    "application/json": {
                        parameters: string[];
                        formats: {
                            format: string;
                            href: string;
                            type: string;
                            about: string;
                        }[];
                        columns: {
                            name: string;
                            kind: string;
                            hxl: string;
                            about: string;
                        }[];
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExportsReportsNdjson: {
        parameters: {
            query?: {
                /** @description Seen then or later. RFC 3339, or a day. */
                start?: string;
                /** @description Seen then or earlier; a day is meant to its end. */
                end?: string;
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas. */
                hazard?: string;
                /** @description At least so severe. */
                level?: "0" | "1" | "2" | "3";
                /** @description Of unverified, verified, resolved; several by commas. */
                state?: string;
                /** @description ISO 3166-2 codes of provinces; several by commas. */
                region?: string;
                /** @description Id of a local area. */
                area?: string;
                /** @description West, south, east, north in degrees, asked of the point that is shown. */
                bbox?: string;
                /** @description true: the reports of drills, and nothing else. */
                training?: "true" | "false";
                /** @description Reports that had come in by then, as each stood then: the same question has the same answer next year, but for what was withdrawn, dismissed or taken back since. At least a minute back. Which incident a report belonged to is not told. */
                as_of?: string;
                /** @description Reports that had come in by then, as they are now; the time of the request unless told. To go on with a file that was cut, take it from the first answer’s Link. */
                received_until?: string;
                /** @description The id of the last whole report that came: goes on behind it, where a connection was cut. Reports come in the order of their ids. Not for following what comes: a report that was held and let out later keeps its id. Who follows listens to /events or to a webhook. */
                after?: string;
                /** @description false: CSV without its line of HXL tags. */
                hxl?: "true" | "false";
                /** @description Of what is refused. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description A GeoJSON feature a line: for programs, and for files that are read while they come. */
            200: {
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExportsReportsGeojson: {
        parameters: {
            query?: {
                /** @description Seen then or later. RFC 3339, or a day. */
                start?: string;
                /** @description Seen then or earlier; a day is meant to its end. */
                end?: string;
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas. */
                hazard?: string;
                /** @description At least so severe. */
                level?: "0" | "1" | "2" | "3";
                /** @description Of unverified, verified, resolved; several by commas. */
                state?: string;
                /** @description ISO 3166-2 codes of provinces; several by commas. */
                region?: string;
                /** @description Id of a local area. */
                area?: string;
                /** @description West, south, east, north in degrees, asked of the point that is shown. */
                bbox?: string;
                /** @description true: the reports of drills, and nothing else. */
                training?: "true" | "false";
                /** @description Reports that had come in by then, as each stood then: the same question has the same answer next year, but for what was withdrawn, dismissed or taken back since. At least a minute back. Which incident a report belonged to is not told. */
                as_of?: string;
                /** @description Reports that had come in by then, as they are now; the time of the request unless told. To go on with a file that was cut, take it from the first answer’s Link. */
                received_until?: string;
                /** @description The id of the last whole report that came: goes on behind it, where a connection was cut. Reports come in the order of their ids. Not for following what comes: a report that was held and let out later keeps its id. Who follows listens to /events or to a webhook. */
                after?: string;
                /** @description false: CSV without its line of HXL tags. */
                hxl?: "true" | "false";
                /** @description Of what is refused. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description One GeoJSON collection: for maps. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "FeatureCollection";
                        features: {
                            [key: string]: unknown;
                        }[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExportsReportsCsv: {
        parameters: {
            query?: {
                /** @description Seen then or later. RFC 3339, or a day. */
                start?: string;
                /** @description Seen then or earlier; a day is meant to its end. */
                end?: string;
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas. */
                hazard?: string;
                /** @description At least so severe. */
                level?: "0" | "1" | "2" | "3";
                /** @description Of unverified, verified, resolved; several by commas. */
                state?: string;
                /** @description ISO 3166-2 codes of provinces; several by commas. */
                region?: string;
                /** @description Id of a local area. */
                area?: string;
                /** @description West, south, east, north in degrees, asked of the point that is shown. */
                bbox?: string;
                /** @description true: the reports of drills, and nothing else. */
                training?: "true" | "false";
                /** @description Reports that had come in by then, as each stood then: the same question has the same answer next year, but for what was withdrawn, dismissed or taken back since. At least a minute back. Which incident a report belonged to is not told. */
                as_of?: string;
                /** @description Reports that had come in by then, as they are now; the time of the request unless told. To go on with a file that was cut, take it from the first answer’s Link. */
                received_until?: string;
                /** @description The id of the last whole report that came: goes on behind it, where a connection was cut. Reports come in the order of their ids. Not for following what comes: a report that was held and let out later keeps its id. Who follows listens to /events or to a webhook. */
                after?: string;
                /** @description false: CSV without its line of HXL tags. */
                hxl?: "true" | "false";
                /** @description Of what is refused. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description A table with lng and lat: for spreadsheets, R and pandas. The second line holds HXL tags. */
            200: {
                content: {
                    "text/csv": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExportsReportsFgb: {
        parameters: {
            query?: {
                /** @description Seen then or later. RFC 3339, or a day. */
                start?: string;
                /** @description Seen then or earlier; a day is meant to its end. */
                end?: string;
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas. */
                hazard?: string;
                /** @description At least so severe. */
                level?: "0" | "1" | "2" | "3";
                /** @description Of unverified, verified, resolved; several by commas. */
                state?: string;
                /** @description ISO 3166-2 codes of provinces; several by commas. */
                region?: string;
                /** @description Id of a local area. */
                area?: string;
                /** @description West, south, east, north in degrees, asked of the point that is shown. */
                bbox?: string;
                /** @description true: the reports of drills, and nothing else. */
                training?: "true" | "false";
                /** @description Reports that had come in by then, as each stood then: the same question has the same answer next year, but for what was withdrawn, dismissed or taken back since. At least a minute back. Which incident a report belonged to is not told. */
                as_of?: string;
                /** @description Reports that had come in by then, as they are now; the time of the request unless told. To go on with a file that was cut, take it from the first answer’s Link. */
                received_until?: string;
                /** @description The id of the last whole report that came: goes on behind it, where a connection was cut. Reports come in the order of their ids. Not for following what comes: a report that was held and let out later keeps its id. Who follows listens to /events or to a webhook. */
                after?: string;
                /** @description false: CSV without its line of HXL tags. */
                hxl?: "true" | "false";
                /** @description Of what is refused. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description FlatGeobuf: the smallest and quickest for QGIS and GDAL. */
            200: {
                content: {
                    "application/flatgeobuf": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExportsReportsGpkg: {
        parameters: {
            query?: {
                /** @description Seen then or later. RFC 3339, or a day. */
                start?: string;
                /** @description Seen then or earlier; a day is meant to its end. */
                end?: string;
                /** @description Of flood, earthquake, wind, haze, volcano, fire, landslide; several by commas. */
                hazard?: string;
                /** @description At least so severe. */
                level?: "0" | "1" | "2" | "3";
                /** @description Of unverified, verified, resolved; several by commas. */
                state?: string;
                /** @description ISO 3166-2 codes of provinces; several by commas. */
                region?: string;
                /** @description Id of a local area. */
                area?: string;
                /** @description West, south, east, north in degrees, asked of the point that is shown. */
                bbox?: string;
                /** @description true: the reports of drills, and nothing else. */
                training?: "true" | "false";
                /** @description Reports that had come in by then, as each stood then: the same question has the same answer next year, but for what was withdrawn, dismissed or taken back since. At least a minute back. Which incident a report belonged to is not told. */
                as_of?: string;
                /** @description Reports that had come in by then, as they are now; the time of the request unless told. To go on with a file that was cut, take it from the first answer’s Link. */
                received_until?: string;
                /** @description The id of the last whole report that came: goes on behind it, where a connection was cut. Reports come in the order of their ids. Not for following what comes: a report that was held and let out later keeps its id. Who follows listens to /events or to a webhook. */
                after?: string;
                /** @description false: CSV without its line of HXL tags. */
                hxl?: "true" | "false";
                /** @description Of what is refused. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description OGC GeoPackage: a database that QGIS edits. At most 250,000 reports a file; it comes when it is whole. */
            200: {
                content: {
                    "application/geopackage+sqlite3": string;
                };
            };
            /** @description A parameter that is unknown or cannot be read. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More reports than one such file holds. */
            422: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSnapshotsByPeriodByFile: {
        parameters: {
            path: {
                period: string;
                file: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The file. */
            206: {
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description There is no such file. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSnapshotsJson: {
        requestBody?: never;
        responses: {
            /** @description The latest first. */
            200: {
                content: {
                    "application/json": {
                        snapshots: {
                            /** @example 2026-10 */
                            period: string;
                            from: string;
                            to: string;
                            made: string;
                            edition: number;
                            reports: number;
                            publisher: string;
                            licence: string | null;
                            files: {
                                name: string;
                                type: string;
                                bytes: number;
                                sha256: string;
                                href: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description A parameter that is not known here. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description Where everything is. */
            200: {
                content: {
                    "application/json": {
                        version: string;
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConformance: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description Their classes. */
            200: {
                content: {
                    "application/json": {
                        conformsTo: string[];
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollections: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description What there is. */
            200: {
                content: {
                    "application/json": {
                        collections: ({
                            id: string;
                            title: string;
                            extent: {
                                [key: string]: unknown;
                            };
                            links: ({
                                href: string;
                                rel: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                        } & {
                            [key: string]: unknown;
                        })[];
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsReports: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description What it is and where it reaches. */
            200: {
                content: {
                    "application/json": {
                        id: string;
                        title: string;
                        extent: {
                            [key: string]: unknown;
                        };
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsReportsQueryables: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema. */
            200: {
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsReportsSchema: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema: the data dictionary. */
            200: {
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsReportsItems: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
                /** @description More are 10000. */
                limit?: number;
                /** @description West, south, east, north in degrees; west above east crosses the antimeridian. */
                bbox?: number[];
                /** @description An instant or a span; `..` is an open end. */
                datetime?: string;
                /** @description CQL2 text. */
                filter?: string;
                "filter-lang"?: "cql2-text";
                "filter-crs"?: "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
                /** @description Without it -at. */
                sortby?: "-at" | "+at" | "at" | "-number" | "+number" | "number" | "-level" | "+level" | "level";
                /** @description Passes over so many first, at most 10000; what arrives shifts such pages, the next link is never shifted. */
                offset?: number;
                /** @description Where the last page ended: stands in its `next` link. */
                after?: string;
                /** @description The report’s own id, a UUID; later reports have greater ones. */
                id?: string;
                /** @description The number that people and PetaBencana’s API (`pkey`) call it by. */
                number?: number;
                /** @description What was seen: flood, earthquake, wind, haze, volcano, fire, landslide. */
                hazard?: string;
                /** @description How bad: 0 unknown, 1 minor, 2 moderate, 3 severe. */
                level?: number;
                /** @description unverified, verified (by an officer) or resolved. */
                state?: string;
                /** @description When it was seen, UTC. */
                at?: string;
                /** @description When it reached the platform, UTC. */
                received_at?: string;
                /** @description When it leaves or left the live map, UTC. */
                expires_at?: string;
                /** @description Depth of the water in centimetres, for floods. */
                depth_cm?: number;
                /** @description What the citizen wrote, without telephone numbers and addresses of mail. */
                words?: string;
                /** @description The title that a feed gave; empty for our own reports. */
                title?: string;
                /** @description ISO 3166-2 code of the province. */
                region?: string;
                /** @description Id of the local area that covers the place. */
                area?: string;
                /** @description How the place was given: location, pin, name or feed. */
                placed_by?: string;
                /** @description grasp for the platform’s own channels, else the feed’s name. */
                source?: string;
                /** @description Code of the partner who brought it. */
                partner?: string;
                /** @description Id of the report that this one confirms or goes on from. */
                about?: string;
                /** @description Id of the incident that it belongs to. */
                incident?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "FeatureCollection";
                        timeStamp: string;
                        /** @description Only where it is known without much counting. */
                        numberMatched?: number;
                        numberReturned: number;
                        features: ({
                            /** @enum {string} */
                            type: "Feature";
                            id: string;
                            geometry: {
                                /** @enum {string} */
                                type: "Point";
                                /** @description Longitude, latitude in degrees. */
                                coordinates: number[];
                            } & {
                                [key: string]: unknown;
                            };
                            properties: {
                                /** @description The report’s own id, a UUID; later reports have greater ones. */
                                id: string | null;
                                /** @description The number that people and PetaBencana’s API (`pkey`) call it by. */
                                number: number | null;
                                /** @description What was seen: flood, earthquake, wind, haze, volcano, fire, landslide. */
                                hazard: string | null;
                                /** @description How bad: 0 unknown, 1 minor, 2 moderate, 3 severe. */
                                level: number | null;
                                /** @description unverified, verified (by an officer) or resolved. */
                                state: string | null;
                                /**
                                 * Format: date-time
                                 * @description When it was seen, UTC.
                                 */
                                at: string | null;
                                /**
                                 * Format: date-time
                                 * @description When it reached the platform, UTC.
                                 */
                                received_at: string | null;
                                /**
                                 * Format: date-time
                                 * @description When it leaves or left the live map, UTC.
                                 */
                                expires_at: string | null;
                                /** @description Depth of the water in centimetres, for floods. */
                                depth_cm: number | null;
                                /** @description What was answered, as JSON: its keys are told by the hazard. */
                                answers: string | null;
                                /** @description What the citizen wrote, without telephone numbers and addresses of mail. */
                                words: string | null;
                                /** @description The title that a feed gave; empty for our own reports. */
                                title: string | null;
                                /** @description ISO 3166-2 code of the province. */
                                region: string | null;
                                /** @description Id of the local area that covers the place. */
                                area: string | null;
                                /** @description How the place was given: location, pin, name or feed. */
                                placed_by: string | null;
                                /** @description About how far off the point may be, in metres; a home is told to about 100, a secret report to about 1,000. */
                                exactness_m: number | null;
                                /** @description Addresses of the photos, with spaces in between. */
                                photos: string | null;
                                /** @description grasp for the platform’s own channels, else the feed’s name. */
                                source: string | null;
                                /** @description Code of the partner who brought it. */
                                partner: string | null;
                                /** @description Id of the report that this one confirms or goes on from. */
                                about: string | null;
                                /** @description Id of the incident that it belongs to. */
                                incident: string | null;
                            };
                        } & {
                            [key: string]: unknown;
                        })[];
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsReportsItemsById: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A GeoJSON feature. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "Feature";
                        id: string;
                        geometry: {
                            /** @enum {string} */
                            type: "Point";
                            /** @description Longitude, latitude in degrees. */
                            coordinates: number[];
                        } & {
                            [key: string]: unknown;
                        };
                        properties: {
                            /** @description The report’s own id, a UUID; later reports have greater ones. */
                            id: string | null;
                            /** @description The number that people and PetaBencana’s API (`pkey`) call it by. */
                            number: number | null;
                            /** @description What was seen: flood, earthquake, wind, haze, volcano, fire, landslide. */
                            hazard: string | null;
                            /** @description How bad: 0 unknown, 1 minor, 2 moderate, 3 severe. */
                            level: number | null;
                            /** @description unverified, verified (by an officer) or resolved. */
                            state: string | null;
                            /**
                             * Format: date-time
                             * @description When it was seen, UTC.
                             */
                            at: string | null;
                            /**
                             * Format: date-time
                             * @description When it reached the platform, UTC.
                             */
                            received_at: string | null;
                            /**
                             * Format: date-time
                             * @description When it leaves or left the live map, UTC.
                             */
                            expires_at: string | null;
                            /** @description Depth of the water in centimetres, for floods. */
                            depth_cm: number | null;
                            /** @description What was answered, as JSON: its keys are told by the hazard. */
                            answers: string | null;
                            /** @description What the citizen wrote, without telephone numbers and addresses of mail. */
                            words: string | null;
                            /** @description The title that a feed gave; empty for our own reports. */
                            title: string | null;
                            /** @description ISO 3166-2 code of the province. */
                            region: string | null;
                            /** @description Id of the local area that covers the place. */
                            area: string | null;
                            /** @description How the place was given: location, pin, name or feed. */
                            placed_by: string | null;
                            /** @description About how far off the point may be, in metres; a home is told to about 100, a secret report to about 1,000. */
                            exactness_m: number | null;
                            /** @description Addresses of the photos, with spaces in between. */
                            photos: string | null;
                            /** @description grasp for the platform’s own channels, else the feed’s name. */
                            source: string | null;
                            /** @description Code of the partner who brought it. */
                            partner: string | null;
                            /** @description Id of the report that this one confirms or goes on from. */
                            about: string | null;
                            /** @description Id of the incident that it belongs to. */
                            incident: string | null;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing has this id, or it is not open to all. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsIncidents: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description What it is and where it reaches. */
            200: {
                content: {
                    "application/json": {
                        id: string;
                        title: string;
                        extent: {
                            [key: string]: unknown;
                        };
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsIncidentsQueryables: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema. */
            200: {
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsIncidentsSchema: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema: the data dictionary. */
            200: {
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsIncidentsItems: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
                /** @description More are 10000. */
                limit?: number;
                /** @description West, south, east, north in degrees; west above east crosses the antimeridian. */
                bbox?: number[];
                /** @description An instant or a span; `..` is an open end. */
                datetime?: string;
                /** @description CQL2 text. */
                filter?: string;
                "filter-lang"?: "cql2-text";
                "filter-crs"?: "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
                /** @description Passes over so many first, at most 10000; what arrives shifts such pages, the next link is never shifted. */
                offset?: number;
                /** @description Where the last page ended: stands in its `next` link. */
                after?: string;
                /** @description A UUID that stays while the incident grows. */
                id?: string;
                /** @description What is seen there. */
                hazard?: string;
                /** @description How bad: 0 unknown, 1 minor, 2 moderate, 3 severe. */
                level?: number;
                /** @description How many reports belong to it. */
                reports?: number;
                /** @description How many of them an officer verified. */
                verified?: number;
                /** @description When its first report was seen, UTC. */
                started?: string;
                /** @description When its latest report was seen, UTC. */
                latest?: string;
                /** @description When it leaves or left the live map, UTC. */
                expires_at?: string;
                /** @description ISO 3166-2 code of the province. */
                region?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "FeatureCollection";
                        timeStamp: string;
                        /** @description Only where it is known without much counting. */
                        numberMatched?: number;
                        numberReturned: number;
                        features: ({
                            /** @enum {string} */
                            type: "Feature";
                            id: string;
                            geometry: {
                                /** @enum {string} */
                                type: "Polygon" | "MultiPolygon";
                                coordinates: unknown[];
                            } & {
                                [key: string]: unknown;
                            };
                            properties: {
                                /** @description A UUID that stays while the incident grows. */
                                id: string | null;
                                /** @description What is seen there. */
                                hazard: string | null;
                                /** @description How bad: 0 unknown, 1 minor, 2 moderate, 3 severe. */
                                level: number | null;
                                /** @description How many reports belong to it. */
                                reports: number | null;
                                /** @description How many different people sent them. */
                                citizens: number | null;
                                /** @description How many of them an officer verified. */
                                verified: number | null;
                                /** @description How many of them have a photo. */
                                photos: number | null;
                                /** @description Reports of the last hour before the latest one. */
                                growth: number | null;
                                /** @description The least measure; for floods centimetres of water. */
                                measure_min: number | null;
                                /** @description The measure in the middle. */
                                measure_median: number | null;
                                /** @description The greatest measure. */
                                measure_max: number | null;
                                /** @description What most of the last hour say: rising, steady or falling. */
                                trend: string | null;
                                /**
                                 * Format: date-time
                                 * @description When its first report was seen, UTC.
                                 */
                                started: string | null;
                                /**
                                 * Format: date-time
                                 * @description When its latest report was seen, UTC.
                                 */
                                latest: string | null;
                                /**
                                 * Format: date-time
                                 * @description When it leaves or left the live map, UTC.
                                 */
                                expires_at: string | null;
                                /** @description Square metres of its outline. */
                                area_m2: number | null;
                                /** @description ISO 3166-2 code of the province. */
                                region: string | null;
                            };
                        } & {
                            [key: string]: unknown;
                        })[];
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsIncidentsItemsById: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A GeoJSON feature. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "Feature";
                        id: string;
                        geometry: {
                            /** @enum {string} */
                            type: "Polygon" | "MultiPolygon";
                            coordinates: unknown[];
                        } & {
                            [key: string]: unknown;
                        };
                        properties: {
                            /** @description A UUID that stays while the incident grows. */
                            id: string | null;
                            /** @description What is seen there. */
                            hazard: string | null;
                            /** @description How bad: 0 unknown, 1 minor, 2 moderate, 3 severe. */
                            level: number | null;
                            /** @description How many reports belong to it. */
                            reports: number | null;
                            /** @description How many different people sent them. */
                            citizens: number | null;
                            /** @description How many of them an officer verified. */
                            verified: number | null;
                            /** @description How many of them have a photo. */
                            photos: number | null;
                            /** @description Reports of the last hour before the latest one. */
                            growth: number | null;
                            /** @description The least measure; for floods centimetres of water. */
                            measure_min: number | null;
                            /** @description The measure in the middle. */
                            measure_median: number | null;
                            /** @description The greatest measure. */
                            measure_max: number | null;
                            /** @description What most of the last hour say: rising, steady or falling. */
                            trend: string | null;
                            /**
                             * Format: date-time
                             * @description When its first report was seen, UTC.
                             */
                            started: string | null;
                            /**
                             * Format: date-time
                             * @description When its latest report was seen, UTC.
                             */
                            latest: string | null;
                            /**
                             * Format: date-time
                             * @description When it leaves or left the live map, UTC.
                             */
                            expires_at: string | null;
                            /** @description Square metres of its outline. */
                            area_m2: number | null;
                            /** @description ISO 3166-2 code of the province. */
                            region: string | null;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing has this id, or it is not open to all. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsAreas: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description What it is and where it reaches. */
            200: {
                content: {
                    "application/json": {
                        id: string;
                        title: string;
                        extent: {
                            [key: string]: unknown;
                        };
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsAreasQueryables: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema. */
            200: {
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsAreasSchema: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema: the data dictionary. */
            200: {
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsAreasItems: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
                /** @description More are 10000. */
                limit?: number;
                /** @description West, south, east, north in degrees; west above east crosses the antimeridian. */
                bbox?: number[];
                /** @description An instant or a span; `..` is an open end. */
                datetime?: string;
                /** @description CQL2 text. */
                filter?: string;
                "filter-lang"?: "cql2-text";
                "filter-crs"?: "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
                /** @description Passes over so many first, at most 10000; what arrives shifts such pages, the next link is never shifted. */
                offset?: number;
                /** @description Where the last page ended: stands in its `next` link. */
                after?: string;
                /** @description Its id in the import. */
                id?: string;
                /** @description What it is called. */
                name?: string;
                /** @description What it is a part of. */
                parent?: string;
                /** @description The city or regency that it lies in, where the import says so. */
                city?: string;
                /** @description ISO 3166-2 code of the province. */
                region?: string;
                /** @description The agency’s flood state: 1 unknown, use caution; 2 minor; 3 moderate; 4 severe. None where it is dry. */
                state?: number;
                /** @description Since when it has this state, UTC. */
                since?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "FeatureCollection";
                        timeStamp: string;
                        /** @description Only where it is known without much counting. */
                        numberMatched?: number;
                        numberReturned: number;
                        features: ({
                            /** @enum {string} */
                            type: "Feature";
                            id: string;
                            geometry: {
                                /** @enum {string} */
                                type: "Polygon" | "MultiPolygon";
                                coordinates: unknown[];
                            } & {
                                [key: string]: unknown;
                            };
                            properties: {
                                /** @description Its id in the import. */
                                id: string | null;
                                /** @description What it is called. */
                                name: string | null;
                                /** @description What it is a part of. */
                                parent: string | null;
                                /** @description The city or regency that it lies in, where the import says so. */
                                city: string | null;
                                /** @description ISO 3166-2 code of the province. */
                                region: string | null;
                                /** @description The agency’s flood state: 1 unknown, use caution; 2 minor; 3 moderate; 4 severe. None where it is dry. */
                                state: number | null;
                                /**
                                 * Format: date-time
                                 * @description Since when it has this state, UTC.
                                 */
                                since: string | null;
                            };
                        } & {
                            [key: string]: unknown;
                        })[];
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsAreasItemsById: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A GeoJSON feature. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "Feature";
                        id: string;
                        geometry: {
                            /** @enum {string} */
                            type: "Polygon" | "MultiPolygon";
                            coordinates: unknown[];
                        } & {
                            [key: string]: unknown;
                        };
                        properties: {
                            /** @description Its id in the import. */
                            id: string | null;
                            /** @description What it is called. */
                            name: string | null;
                            /** @description What it is a part of. */
                            parent: string | null;
                            /** @description The city or regency that it lies in, where the import says so. */
                            city: string | null;
                            /** @description ISO 3166-2 code of the province. */
                            region: string | null;
                            /** @description The agency’s flood state: 1 unknown, use caution; 2 minor; 3 moderate; 4 severe. None where it is dry. */
                            state: number | null;
                            /**
                             * Format: date-time
                             * @description Since when it has this state, UTC.
                             */
                            since: string | null;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing has this id, or it is not open to all. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsGauges: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description What it is and where it reaches. */
            200: {
                content: {
                    "application/json": {
                        id: string;
                        title: string;
                        extent: {
                            [key: string]: unknown;
                        };
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsGaugesQueryables: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema. */
            200: {
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsGaugesSchema: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema: the data dictionary. */
            200: {
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsGaugesItems: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
                /** @description More are 10000. */
                limit?: number;
                /** @description West, south, east, north in degrees; west above east crosses the antimeridian. */
                bbox?: number[];
                /** @description An instant or a span; `..` is an open end. */
                datetime?: string;
                /** @description CQL2 text. */
                filter?: string;
                "filter-lang"?: "cql2-text";
                "filter-crs"?: "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
                /** @description Passes over so many first, at most 10000; what arrives shifts such pages, the next link is never shifted. */
                offset?: number;
                /** @description Where the last page ended: stands in its `next` link. */
                after?: string;
                /** @description A UUID. */
                id?: string;
                /** @description Its number here. */
                number?: number;
                /** @description What its import calls it. */
                code?: string;
                /** @description Its name. */
                name?: string;
                /** @description Where it stands. */
                within?: string;
                /** @description ISO 3166-2 code of the province. */
                region?: string;
                /** @description What it read last, centimetres above its zero. */
                depth_cm?: number;
                /** @description When that was, UTC. */
                at?: string;
                /** @description Centimetres an hour, over about the last hour. */
                trend_cm_h?: number;
                /** @description 0 normal, 1 Siaga 3, 2 Siaga 2, 3 Siaga 1, by its own thresholds. */
                level?: number;
                /** @description Whether the reading is too old to say anything of now. */
                stale?: "true" | "false";
                /** @description Siaga 3 begins here. */
                minor_cm?: number;
                /** @description Siaga 2 begins here. */
                moderate_cm?: number;
                /** @description Siaga 1 begins here. */
                severe_cm?: number;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "FeatureCollection";
                        timeStamp: string;
                        /** @description Only where it is known without much counting. */
                        numberMatched?: number;
                        numberReturned: number;
                        features: ({
                            /** @enum {string} */
                            type: "Feature";
                            id: string;
                            geometry: {
                                /** @enum {string} */
                                type: "Point";
                                /** @description Longitude, latitude in degrees. */
                                coordinates: number[];
                            } & {
                                [key: string]: unknown;
                            };
                            properties: {
                                /** @description A UUID. */
                                id: string | null;
                                /** @description Its number here. */
                                number: number | null;
                                /** @description What its import calls it. */
                                code: string | null;
                                /** @description Its name. */
                                name: string | null;
                                /** @description Where it stands. */
                                within: string | null;
                                /** @description ISO 3166-2 code of the province. */
                                region: string | null;
                                /** @description What it read last, centimetres above its zero. */
                                depth_cm: number | null;
                                /**
                                 * Format: date-time
                                 * @description When that was, UTC.
                                 */
                                at: string | null;
                                /** @description Centimetres an hour, over about the last hour. */
                                trend_cm_h: number | null;
                                /** @description 0 normal, 1 Siaga 3, 2 Siaga 2, 3 Siaga 1, by its own thresholds. */
                                level: number | null;
                                /** @description Whether the reading is too old to say anything of now. */
                                stale: boolean | null;
                                /** @description Siaga 3 begins here. */
                                minor_cm: number | null;
                                /** @description Siaga 2 begins here. */
                                moderate_cm: number | null;
                                /** @description Siaga 1 begins here. */
                                severe_cm: number | null;
                            };
                        } & {
                            [key: string]: unknown;
                        })[];
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsGaugesItemsById: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A GeoJSON feature. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "Feature";
                        id: string;
                        geometry: {
                            /** @enum {string} */
                            type: "Point";
                            /** @description Longitude, latitude in degrees. */
                            coordinates: number[];
                        } & {
                            [key: string]: unknown;
                        };
                        properties: {
                            /** @description A UUID. */
                            id: string | null;
                            /** @description Its number here. */
                            number: number | null;
                            /** @description What its import calls it. */
                            code: string | null;
                            /** @description Its name. */
                            name: string | null;
                            /** @description Where it stands. */
                            within: string | null;
                            /** @description ISO 3166-2 code of the province. */
                            region: string | null;
                            /** @description What it read last, centimetres above its zero. */
                            depth_cm: number | null;
                            /**
                             * Format: date-time
                             * @description When that was, UTC.
                             */
                            at: string | null;
                            /** @description Centimetres an hour, over about the last hour. */
                            trend_cm_h: number | null;
                            /** @description 0 normal, 1 Siaga 3, 2 Siaga 2, 3 Siaga 1, by its own thresholds. */
                            level: number | null;
                            /** @description Whether the reading is too old to say anything of now. */
                            stale: boolean | null;
                            /** @description Siaga 3 begins here. */
                            minor_cm: number | null;
                            /** @description Siaga 2 begins here. */
                            moderate_cm: number | null;
                            /** @description Siaga 1 begins here. */
                            severe_cm: number | null;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing has this id, or it is not open to all. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsWarnings: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description What it is and where it reaches. */
            200: {
                content: {
                    "application/json": {
                        id: string;
                        title: string;
                        extent: {
                            [key: string]: unknown;
                        };
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsWarningsQueryables: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema. */
            200: {
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsWarningsSchema: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema: the data dictionary. */
            200: {
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsWarningsItems: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
                /** @description More are 10000. */
                limit?: number;
                /** @description West, south, east, north in degrees; west above east crosses the antimeridian. */
                bbox?: number[];
                /** @description An instant or a span; `..` is an open end. */
                datetime?: string;
                /** @description CQL2 text. */
                filter?: string;
                "filter-lang"?: "cql2-text";
                "filter-crs"?: "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
                /** @description Passes over so many first, at most 10000; what arrives shifts such pages, the next link is never shifted. */
                offset?: number;
                /** @description Where the last page ended: stands in its `next` link. */
                after?: string;
                /** @description A UUID that stays through all messages of the warning. */
                id?: string;
                /** @description What is warned of. */
                hazard?: string;
                /** @description 1 Waspada, 2 Siaga, 3 Awas. */
                level?: number;
                /** @description In CAP’s words. */
                severity?: string;
                /** @description When it was first issued, UTC. */
                issued?: string;
                /** @description From when on it holds, UTC. */
                onset?: string;
                /** @description Until when it was to hold, UTC. */
                expires_at?: string;
                /** @description When it was lifted, or expires, UTC. */
                until?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "FeatureCollection";
                        timeStamp: string;
                        /** @description Only where it is known without much counting. */
                        numberMatched?: number;
                        numberReturned: number;
                        features: ({
                            /** @enum {string} */
                            type: "Feature";
                            id: string;
                            geometry: {
                                /** @enum {string} */
                                type: "Polygon" | "MultiPolygon";
                                coordinates: unknown[];
                            } & {
                                [key: string]: unknown;
                            };
                            properties: {
                                /** @description A UUID that stays through all messages of the warning. */
                                id: string | null;
                                /** @description What is warned of. */
                                hazard: string | null;
                                /** @description 1 Waspada, 2 Siaga, 3 Awas. */
                                level: number | null;
                                /** @description In CAP’s words. */
                                severity: string | null;
                                /** @description In CAP’s words. */
                                urgency: string | null;
                                /** @description In CAP’s words. */
                                certainty: string | null;
                                /** @description What it says first, in Indonesian. */
                                headline_id: string | null;
                                /** @description What happens, in Indonesian. */
                                description_id: string | null;
                                /** @description What to do, in Indonesian. */
                                instruction_id: string | null;
                                /** @description What it says first, in English. */
                                headline_en: string | null;
                                /** @description What happens, in English. */
                                description_en: string | null;
                                /** @description What to do, in English. */
                                instruction_en: string | null;
                                /** @description The name of its area, in Indonesian. */
                                area_id: string | null;
                                /** @description The name of its area, in English. */
                                area_en: string | null;
                                /** @description ISO 3166-2 codes of the provinces, with spaces in between. */
                                regions: string | null;
                                /**
                                 * Format: date-time
                                 * @description When it was first issued, UTC.
                                 */
                                issued: string | null;
                                /**
                                 * Format: date-time
                                 * @description From when on it holds, UTC.
                                 */
                                onset: string | null;
                                /**
                                 * Format: date-time
                                 * @description Until when it was to hold, UTC.
                                 */
                                expires_at: string | null;
                                /**
                                 * Format: date-time
                                 * @description When it was lifted, or expires, UTC.
                                 */
                                until: string | null;
                                /** @description Id of the incident that it is about. */
                                incident: string | null;
                                /** @description Its page for people. */
                                page: string | null;
                                /** @description Its latest CAP 1.2 message. */
                                cap: string | null;
                            };
                        } & {
                            [key: string]: unknown;
                        })[];
                        links: ({
                            href: string;
                            rel: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCollectionsWarningsItemsById: {
        parameters: {
            query?: {
                /** @description Without it by what the Accept header prefers. */
                f?: "json" | "html";
                /** @description The language of titles and pages. */
                lang?: "id" | "en";
            };
            path: {
                id: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description A GeoJSON feature. */
            200: {
                content: {
                    "application/geo+json": {
                        /** @enum {string} */
                        type: "Feature";
                        id: string;
                        geometry: {
                            /** @enum {string} */
                            type: "Polygon" | "MultiPolygon";
                            coordinates: unknown[];
                        } & {
                            [key: string]: unknown;
                        };
                        properties: {
                            /** @description A UUID that stays through all messages of the warning. */
                            id: string | null;
                            /** @description What is warned of. */
                            hazard: string | null;
                            /** @description 1 Waspada, 2 Siaga, 3 Awas. */
                            level: number | null;
                            /** @description In CAP’s words. */
                            severity: string | null;
                            /** @description In CAP’s words. */
                            urgency: string | null;
                            /** @description In CAP’s words. */
                            certainty: string | null;
                            /** @description What it says first, in Indonesian. */
                            headline_id: string | null;
                            /** @description What happens, in Indonesian. */
                            description_id: string | null;
                            /** @description What to do, in Indonesian. */
                            instruction_id: string | null;
                            /** @description What it says first, in English. */
                            headline_en: string | null;
                            /** @description What happens, in English. */
                            description_en: string | null;
                            /** @description What to do, in English. */
                            instruction_en: string | null;
                            /** @description The name of its area, in Indonesian. */
                            area_id: string | null;
                            /** @description The name of its area, in English. */
                            area_en: string | null;
                            /** @description ISO 3166-2 codes of the provinces, with spaces in between. */
                            regions: string | null;
                            /**
                             * Format: date-time
                             * @description When it was first issued, UTC.
                             */
                            issued: string | null;
                            /**
                             * Format: date-time
                             * @description From when on it holds, UTC.
                             */
                            onset: string | null;
                            /**
                             * Format: date-time
                             * @description Until when it was to hold, UTC.
                             */
                            expires_at: string | null;
                            /**
                             * Format: date-time
                             * @description When it was lifted, or expires, UTC.
                             */
                            until: string | null;
                            /** @description Id of the incident that it is about. */
                            incident: string | null;
                            /** @description Its page for people. */
                            page: string | null;
                            /** @description Its latest CAP 1.2 message. */
                            cap: string | null;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter that is unknown or cannot be read; detail says which and why. */
            400: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key opens nothing, or no longer does. */
            401: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing has this id, or it is not open to all. */
            404: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This line or key had enough for now; Retry-After says how many seconds to wait, RateLimit how much is left. From this line of addresses very much is asked just now (line-busy); nothing was done. Retry-After says how many seconds to wait. */
            429: {
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}

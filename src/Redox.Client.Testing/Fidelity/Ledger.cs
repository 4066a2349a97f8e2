namespace Redox.Client.Testing;

/// <summary>
/// Every behaviour of the fake that shows on the wire, how sure we are that Redox does the same, and where we know it from: the one place
/// that says so. Code points here (<see cref="FollowsAttribute"/>), the journal names what decided a reply (<see cref="RecordedRequest.Behaviours"/>),
/// and docs/fidelity.md is made from it. The first word of a name is the area.
/// </summary>
internal enum Ledger
{
    [Documented("The paths `/v2/auth/token`, `/auth/authenticate`, `/auth/refreshToken` and `/endpoint`, all by POST", "Authenticate an OAuth API key; Authenticate a legacy API key; Data model reference")]
    RoutePaths,
    [Documented("`/query` is the older path; both take events and queries alike", "Queries")]
    RouteQuery,
    [Documented("Another verb or path is answered 403 or 404", "Error handling and responses")]
    RouteUnknown,
    [Assumed("An unknown verb or path: 404 of the two")]
    RouteUnknownIs404,

    [Documented("A token lives 5 minutes, there is no refresh token", "Authenticate with JWT")]
    TokenLife,
    [Assumed("A token is random text; clients treat it as opaque", Counts = false)]
    TokenFormat,
    [Documented("A client has a set of public keys, told apart by `kid`", "Authenticate an OAuth API key")]
    TokenKeys,
    [Recorded("RS384 is taken", "Redox's JavaScript sample and working clients")]
    TokenRs384,
    [Assumed("ES384 is still taken: current pages do not name it", "Source Auth v2 (2021)")]
    TokenEs384,
    [Documented("`iss` and `sub` are the client ID, `aud` is the token endpoint", "Authenticate an OAuth API key")]
    TokenParties,
    [Recorded("`aud` may be left out", "Working clients")]
    TokenAudienceOptional,
    [Recorded("`exp` and `iat` may be left out", "Redox's JavaScript sample and working clients")]
    TokenTimesOptional,
    [Documented("`iat` lies within the past 5 minutes, with 10 seconds of clock skew", "Troubleshoot OAuth API key errors")]
    TokenTimeWindow,
    [Assumed("The same skew for an `iat` in the future, for `exp` and for `nbf`")]
    TokenTimeSkew,
    [Documented("`jti` is required", "Troubleshoot OAuth API key errors")]
    TokenIdRequired,
    [Assumed("A `jti` that was used is refused", "RFC 7523, section 3, point 7")]
    TokenIdOnce,
    [Recorded("A token comes as `access_token`, `scope`, `token_type` and `expires_in`", "Redox's JavaScript sample and working clients")]
    TokenReply,
    [Assumed("The spelling of `Bearer`, an empty `scope` when none was asked for, and `no-store`", "RFC 6749, 5.1", Counts = false)]
    TokenReplyDetails,
    [Documented("A refusal is `invalid_request` with `error_description` and `error_uri`", "Troubleshoot OAuth API key errors")]
    TokenRefusal,
    [Assumed("A refusal has status 400", "RFC 6749, 5.2")]
    TokenRefusalStatus,
    [Assumed("The address in `error_uri`, which Redox's page shows shortened", Counts = false)]
    TokenRefusalAddress,
    [Documented("The `error_description` of each problem, also the empty one", "Troubleshoot OAuth API key errors")]
    TokenErrorTexts,
    [Assumed("A wrong signature has the empty `error_description`")]
    TokenSignatureText,
    [Assumed("A `sub` that is not `iss`: `Unexpected sub claim value`")]
    TokenSubjectText,
    [Assumed("An assertion that is no JWT has the empty `error_description`")]
    TokenNoJwtText,
    [Assumed("Of several problems the first is named: form, header, key, signature, claims")]
    TokenProblemOrder,

    [Documented("The two requests of a legacy API key, the three members, a token for 24 hours", "Authenticate a legacy API key")]
    LegacyRequests,
    [Documented("`expires` is an ISO 8601 time in UTC", "Authenticate a legacy API key")]
    LegacyExpires,
    [Recorded("A wrong legacy key: 401 `Invalid request` as text/html", "Replies of 2020")]
    LegacyRefusal,
    [Assumed("An unknown refresh token is answered as a wrong secret is")]
    LegacyUnknownRefreshToken,
    [Assumed("A refresh token is good for one use, and another comes with the new token")]
    LegacyRefreshOnce,

    [Documented("`Authorization: Bearer`, exactly one space, the token", "Authenticate an OAuth API key")]
    BearerHeader,
    [Documented("401 for failed authentication and for an expired token", "Error handling and responses")]
    BearerRefused,

    [Documented("A message is sent as `application/json`", "Data model reference")]
    MessageContentType,
    [Assumed("Another content type is refused, with status 400 and a text of our own")]
    MessageContentTypeRefused,
    [Assumed("A body that is no JSON object: status 400 and a text of our own")]
    MessageNotJson,
    [Documented("`Required field missing - <path> in <DataModel>:<EventType>`, type `message`, module `DataModels`, status 400", "HTTP status codes")]
    MessageMemberMissing,
    [Assumed("Of several missing members the first is named, and without positions in lists")]
    MessageFirstMissing,
    [Recorded("A value of another kind is taken: a `VisitNumber` that was a number", "A message of 2020")]
    MessageMemberKind,
    [Assumed("An event of a data model that nobody knows is taken")]
    MessageUnknownEvent,
    [Documented("Source, destination and data model make a subscription", "Error handling and responses")]
    MessageSubscription,
    [Documented("Without one: `No subscriptions. …`, type `message`, module `Subscriptions`", "HTTP status codes; Troubleshoot Carequality Interoperability Framework errors")]
    MessageNoSubscription,
    [Assumed("A message without a subscription is refused with status 400")]
    MessageNoSubscriptionStatus,
    [Assumed("One unknown destination among several refuses the whole message")]
    MessageOneUnknownDestination,
    [Assumed("A query with several destinations is refused, with a text of our own")]
    MessageQueryDestinations,
    [Documented("Data flows only between environments of the same type", "What are environments?")]
    MessageEnvironments,
    [Assumed("A destination in another environment is refused like one that does not exist")]
    MessageOtherEnvironment,
    [Assumed("The order of the checks (JSON, kind, destinations, members), of which the first that fails is the last", Counts = false)]
    MessageOrderOfChecks,

    [Recorded("The headers of replies to messages; `etag` and `vary` are left out", "Replies of 2020")]
    ReplyHeaders,
    [Recorded("The content type of JSON, with its spelling", "Replies of 2020 and 2021")]
    ReplyJsonType,
    [Documented("Failed authentication is told in plain text", "HTTP status codes")]
    ReplyPlainText,
    [Assumed("The words of the plain text: 401, 403, 404, 413, 429 and 500")]
    ReplyWords,
    [Recorded("An acknowledgement is `Meta` alone; `EventDateTime` and `Test` are not echoed", "Acknowledgements of 2020")]
    ReplyAcknowledgement,
    [Documented("An acknowledgement has one log for each destination; log and attempt are UUIDs", "SEND")]
    ReplyLogs,
    [Recorded("An answer has its members before `Meta`, which echoes the query's event type", "Answers of 2020 and 2021")]
    ReplyAnswer,
    [Documented("An answer has exactly one log", "REQUEST")]
    ReplyAnswerLog,
    [Recorded("Redox fills in the destination's name", "Replies of 2020")]
    ReplyDestinationNames,
    [Recorded("An error is `Meta` with the source's name and `Errors`", "An error of 2020")]
    ReplyErrors,
    [Recorded("The `ID` of an error is a rising number of 6 to 8 digits", "Errors of 2020")]
    ReplyErrorIds,
    [Assumed("A refused message has a log too", Counts = false)]
    ReplyErrorLog,

    [Documented("40 MB for a message; another page says 413 at 10 MB", "Quotas and constraints; Error handling and responses")]
    LimitBody,
    [Documented("10,000 requests in a rolling window of 5 minutes, then 429 until it has room again", "Quotas and constraints")]
    LimitRate,
    [Documented("`X-RateLimit-Limit`, whose value is 7,500", "Quotas and constraints")]
    LimitRateHeader,
    [Assumed("Requests are counted for each client; Redox counts for each IP address")]
    LimitRatePerClient,
    [Assumed("Requests that are refused for the limit do not count")]
    LimitRateRefused,

    [Documented("Which events are queries", "Event types for data models")]
    QueryKinds,
    [Assumed("All criteria that are given have to fit, of a list one element; text is compared without regard to case")]
    QueryCriteria,
    [Assumed("A list without a match is empty")]
    QueryNothingFound,
    [Assumed("Null says nothing, and is not answered", Counts = false)]
    QueryNull,
    [Recorded("PatientSearch: no match is 200 and an empty `Patient`, also for a nonsensical `DOB`", "Answers of 2020 and 2021")]
    QueryPatientNoMatch,
    [Recorded("PatientSearch: no criteria are refused by the destination with 400", "An answer of 2020")]
    QueryPatientNoCriteria,
    [Documented("PatientSearch: several matches come as `PotentialMatches`", "Data model PatientSearch")]
    QueryPatientSeveral,
    [Assumed("PatientSearch: identifiers decide alone when there are any; otherwise every name and birth date that is given has to fit")]
    QueryPatientRules,
    [Assumed("PatientSearch.LocationQuery: all identifiers, and the `Organization` that was seeded")]
    QueryPatientLocations,
    [Documented("Vaccination: the patient with the vaccinations, or `PotentialMatches`", "Data model Vaccination")]
    QueryVaccinations,
    [Assumed("Vaccination: without a match, and without criteria, as PatientSearch")]
    QueryVaccinationsNoMatch,
    [Recorded("Scheduling.Booked: no match is 200 and empty `Visits`", "Answers of 2020 and 2021")]
    QueryBookedNoMatch,
    [Assumed("Scheduling.Booked: without cancelled appointments, with those of patients who did not come; by time")]
    QueryBooked,
    [Assumed("Scheduling.AvailableSlots: `Reasons` and `VisitType` are compared with the slot's reason, `VisitPreference` with nothing; by time")]
    QuerySlots,
    [Documented("CensusQuery: by patient class, department and facility", "Data model PatientAdmin")]
    QueryCensus,
    [Assumed("CensusQuery: those who have arrived and not left")]
    QueryCensusRules,
    [Assumed("VisitQuery: `VisitStartDateTime` is the earliest start")]
    QueryVisits,
    [Assumed("Order.Query: the times bound `TransactionDateTime`; cancelled orders are answered with their status")]
    QueryOrders,
    [Assumed("Results.Query: `ResultStatuses` are compared with `ResultsStatus`, `LastUpdated` with the time of the last message")]
    QueryResults,
    [Assumed("PatientQuery: the summary that was pushed, else `Meta` alone; the location does not matter")]
    QueryPatientSummary,
    [Assumed("Clinical Summary.VisitQuery: the last summary of those visits, else `Meta` alone")]
    QueryVisitSummary,
    [Assumed("DocumentQuery: summaries that were pushed are documents too")]
    QueryDocuments,
    [Documented("DocumentGet: no documents are 200 with `Meta.Errors` and a documented text", "HTTP status codes")]
    QueryDocumentNone,
    [Assumed("DocumentGet: that text for an unknown ID; a summary as JSON in base64, since the fake makes no C-CDA")]
    QueryDocument,
    [Assumed("ProviderQuery: one identifier and every name and part of an address has to fit; inactive providers too")]
    QueryProviders,
    [Documented("Organization.Query: by identifier, name, state and activity, in pages of `Limit` from `Index`", "Data model Organization")]
    QueryOrganizations,
    [Assumed("Organization.Query: a name contains what is searched, or equals it (`Exact`); no `RadiusSearch`, no `LastUpdated`; `Index` from 0; `Paging` tells the number of matches")]
    QueryOrganizationRules,
    [Assumed("Clinical Decisions and Enrichment: an answer with nothing in it, its task completed")]
    QueryUndecided,

    [Documented("Provider: Activate and Deactivate set `IsActive`", "Data model Provider")]
    StateProviders,
    [Assumed("A provider is known by any identifier; one who is unknown and activated becomes known", Counts = false)]
    StateProviderKeys,
    [Documented("Organization: Update names an `Action`", "Data model Organization")]
    StateOrganizations,
    [Assumed("Delete or Remove removes an organization, any other action adds or changes; it is known by identifiers, else by name", Counts = false)]
    StateOrganizationRules,
    [Documented("Scheduling: a rescheduled appointment names its old number in `OldVisitNumber`", "Data model Scheduling")]
    StateReschedule,
    [Assumed("The status of an appointment becomes Scheduled, No Show or Canceled; only of a cancellation whatever the event says", Counts = false)]
    StateAppointmentStatus,
    [Assumed("A patient, or a visit, has one summary: the last that came", Counts = false)]
    StateSummaries,
    [Assumed("A referral is known by `ID`, else `AlternateID`; Cancel sets Canceled; a review belongs to its referral and is not answered", Counts = false)]
    StateReferrals,
    [Assumed("Every event makes its patient known, by each identifier; newer members win, none is lost", Counts = false)]
    StatePatients,
    [Documented("PatientMerge: `Identifiers` stay, `PreviousIdentifiers` go", "Data model PatientAdmin")]
    StatePatientMerge,
    [Assumed("PatientMerge: the previous identifiers still find the patient that stays", Counts = false)]
    StatePreviousIdentifiers,
    [Documented("VisitMerge: a visit goes over to another patient", "Data model PatientAdmin")]
    StateVisitMerge,
    [Assumed("VisitMerge: with the visit go its appointment, notes, media, orders and results", Counts = false)]
    StateVisitMergeRest,
    [Assumed("The status that an event gives to its visit, unless the event tells one; what is cancelled returns to the status before", Counts = false)]
    StateVisitStatus,
    [Documented("Results: an order is known by `ID`, an unsolicited result by `ApplicationOrderID`", "Data model Results")]
    StateOrderKeys,
    [Assumed("A later message about an order adds to it, its lists replace the earlier ones; Cancel sets the status Cancel", Counts = false)]
    StateOrders,
    [Assumed("PushSlots adds; a slot is known by `ID`, else by time, provider and department", Counts = false)]
    StateSlots,
    [Assumed("An appointment takes one slot of its time, unless provider or department differ", Counts = false)]
    StateSlotsTaken,
    [Documented("Notes and Media: Replace names the document it replaces in `OriginalDocumentID`", "Data models Notes and Media")]
    StateReplace,
    [Assumed("What is replaced or deleted is not found; a New with a number that is known adds to that document", Counts = false)]
    StateDocuments,
    [Documented("Vaccination: `Action` is New, Update or Cancel", "Data model Vaccination")]
    StateVaccinations,
    [Assumed("A vaccination is known by patient, time and product", Counts = false)]
    StateVaccinationKeys,

    [Documented("The statuses 401, 403, 404, 413, 500, 502 and 504 exist", "Error handling and responses; Quotas and constraints")]
    FaultStatuses,
    [Documented("200 with `Meta.Errors` is a failure", "SEND; Responding to queries")]
    FaultOkWithErrors,
    [Assumed("The page of a 502, and the empty body of a 504")]
    FaultGatewayBodies,
    [Assumed("503 exists: Redox's page does not name it, gateways send it")]
    FaultServiceUnavailable,
    [Assumed("`Retry-After` with a 429")]
    FaultRetryAfter,
    [Assumed("A token refusal with another code than `invalid_request`", "RFC 6749, 5.2")]
    FaultOAuthError,
    [Assumed("Answers that make no sense: seen of proxies and gateways in general, not of Redox")]
    FaultAnswers,
    [Assumed("Connections that break or stall: networks, not Redox; the exceptions are recorded from .NET 10")]
    FaultConnections,

    [Documented("First in, first out for each subscription, at least once; the next message only after 200", "RECEIVE")]
    PushOrder,
    [Documented("400 and above pauses the feed at once, and the message is repeated until it is taken or somebody stops it", "RECEIVE; Error handling and responses")]
    PushPause,
    [Documented("A repetition comes after a few seconds, then steadily later, to a fixed wait of a minute or two", "Error handling and responses")]
    PushRetryWaits,
    [Assumed("5 seconds, doubled each time, 2 minutes; in every environment, and after no answer as after a negative one; an event has 2 minutes to be answered", Counts = false)]
    PushRetryTimes,
    [Documented("One log for each destination and message, and an attempt ID for each try, also one by hand", "Logs for data exchange")]
    PushLogs,
    [Assumed("A retry by hand keeps the log ID, and passes by the queue; resuming by hand tries at once, and the waits begin anew", Counts = false)]
    PushByHand,
    [Documented("200 takes an event, any 2xx answers a query", "RECEIVE; RESPOND")]
    PushSuccess,
    [Assumed("2xx beside 200 is as good for events; a redirection is not followed, and has not delivered", Counts = false)]
    PushOtherStatus,
    [Documented("`verification-token`, and by the later version of the page the same as `Authorization: Bearer`", "Processing Requests")]
    PushToken,
    [Documented("POST, `application-name: RedoxEngine`, `Content-Type: application/json`", "Handling Destination Verification Requests")]
    PushHeaders,
    [Documented("The handshake: POST with token and challenge in the body, or GET with both in the query; 200, and the challenge anywhere in the body", "Create and verify an endpoint")]
    PushHandshakes,
    [Assumed("The handshake: no header holds the token; `application-name` with GET, too; an auth credential changes `Authorization` alone", Counts = false)]
    PushOtherHeaders,
    [Documented("`Meta` of a delivery holds `Logs`, `Source`, `Destinations` and `EventDateTime`, the UTC time of delivery with three digits of a second", "Data model reference; Date and time fields")]
    PushMeta,
    [Assumed("The time is that of the first attempt; what the test gives in `Meta` is what the source has sent, and stays, save `Logs`", Counts = false)]
    PushMetaKept,
    [Recorded("The source Redox Dev Tools and its ID", "Deliveries of 2020 and later")]
    PushSource,
    [Documented("A query is answered within 120 seconds; 400 and above is a failure, and not tried again", "RESPOND")]
    PushQueries,
}

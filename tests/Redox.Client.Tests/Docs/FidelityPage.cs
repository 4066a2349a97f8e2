namespace Redox.Client.Tests.Docs;

/// <summary>The hand-written part of docs/fidelity.md.</summary>
internal static class FidelityPage
{
    public const string Introduction =
        """
        # Fidelity of the fake

        What `Redox.Client.Testing` does on the wire, and how sure it is that Redox does the same. Made by a test from `src/Redox.Client.Testing/Fidelity/Ledger.cs`, the one
        place that says so; the code of the fake points there, and `FakeBehaviour.All` lists it at run time.

        - **recorded**: seen in recorded traffic of Redox, which is of 2020 and 2021.
        - **documented**: stated by the page of Redox's documentation that is named.
        - **assumed**: neither. The likeliest behaviour, or the rule of the standard that Redox follows. In bold: it can decide a reply.

        ## Tests that refuse to assume

        ```csharp
        await using var redox = RedoxFake.InMemory(options =>
        {
            options.Fidelity = FidelityPolicy.RefuseAssumed;
            options.AcceptedAssumptions.Add("TokenRefusalStatus");       // checked against a sandbox of our own
        });
        ```

        The journal names what decided each reply (`RecordedRequest.Behaviours`). With `RefuseAssumed` an assumption among it is a finding of `VerifyAsync` and of the end of
        the tenant: `#7 POST /query relied on the assumption QueryPatientRules: …`. Scripted faults count too; an answer of the test's own (`Reply`, `Fault.Response`) does
        not. What a message changes in the fake's state is not looked at (`State…` below): most queries that would show it are assumptions themselves, but
        `PatientSearch.Query` by identifier alone is none, also after a merge. Nor are deliveries to the application (`Push…`), details that no client decides by, such as the format of a token, or the order of the checks.


        """;

    public const string NotProven =
        """
        ## What this fake does not prove

        - That Redox does today what was recorded years ago, or that its documentation is right.
        - What a health system behind Redox does. The fake answers queries from what it was told, by rules of its own; every real system has others, takes longer, knows
          more, and refuses other things.
        - That a message is good. Required members and kinds of values are checked by the published definitions, codes and their meaning are not.
        - What Redox does with a message after its acknowledgement: filters, translations, delivery, logs in the dashboard.
        - Load, latency, TLS, certificates, compression, proxies and DNS of the real addresses. The rate limit counts per client, Redox's per IP address.
        - Anything of an endpoint it does not have: file upload, the FHIR API, the Platform API.

        The contract suite (`tests/Redox.Client.Testing.Tests/Contract`) puts the same cases to the fake in memory, to the fake on a socket and, never in CI, to a sandbox of Redox:

        ```bash
        export REDOX_CONTRACT_CLIENT_ID=… REDOX_CONTRACT_KEY_ID=… REDOX_CONTRACT_PRIVATE_KEY_PATH=… REDOX_CONTRACT_DESTINATION=…    # and REDOX_CONTRACT_ADDRESS
        dotnet test tests/Redox.Client.Testing.Tests --filter The_sandbox_meets_the_contract
        ```

        A case that the sandbox answers otherwise says how sure we were: an assumption that proves wrong changes the ledger, the fake and the case.

        """;
}

using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Limits;

/// <summary>Refuses a request whose body is larger than the exchange accepts. The transport has not kept any of it.</summary>
[Follows(Ledger.LimitBody, Ledger.LimitBodyUnread)]
internal static class BodyLimit
{
    [Follows(Ledger.ReplyWords)]
    public static readonly FakeResponse TooLarge = FakeResponse.Text(413, "Payload Too Large");

    public static FakeResponse? Check(FakeRequest request, RequestRecord entry, int limit)
    {
        if (!request.Content.IsTooLarge)
        {
            return null;
        }

        entry.Report(
            RequestProblemKind.BodyTooLarge,
            $"The body has {(request.Content.Encoding is null ? "" : "at least ")}{request.Content.Length} bytes; the fake accepts {limit} ({nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.MaxMessageSize)}).");
        entry.RestOn(Ledger.LimitBody, Ledger.ReplyWords);
        return TooLarge with { IsLast = request.IsUnread };
    }
}

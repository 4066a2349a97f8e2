namespace Redox.Client.Testing.Engine.Limits;

/// <summary>Refuses a request whose body is larger than the exchange takes. The transport has kept nothing of it.</summary>
[Documented("Quotas and constraints: 40 MB; Error handling and responses says 413 at 10 MB")]
internal static class BodyLimit
{
    [Assumed("The words of the body")]
    public static readonly FakeReply TooLarge = FakeReply.Text(413, "Payload Too Large");

    public static FakeReply? Check(FakeRequest request, RecordedRequest entry, int limit)
    {
        if (!request.IsTooLarge)
        {
            return null;
        }

        entry.Report(
            RequestProblemKind.BodyTooLarge,
            $"The body has {request.BodyLength} bytes, the fake takes {limit} ({nameof(RedoxFakeOptions)}.{nameof(RedoxFakeOptions.MaxMessageSize)}).");
        return TooLarge;
    }
}

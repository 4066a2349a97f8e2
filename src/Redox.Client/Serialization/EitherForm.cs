using System.Text.Json;
using Redox.Client.Messages.Dates;

namespace Redox.Client.Serialization;

/// <summary>
/// Reads members whose JSON type changed in Redox's definitions. Both forms are read without an issue and written back as they came;
/// a value that the application sets is written in the newer form.
/// </summary>
internal static class EitherForm
{
    private const string Time = "seconds since 1970, or a date and time";

    internal static int? Int32OrText(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        var isText = IsText(in reader, out var start);
        var number = MemberReader.Int32(ref reader, owner, index, isText ? null : issues);
        return isText ? Understood(number, in start, issues) : number;
    }

    internal static decimal? DecimalOrText(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        var isText = IsText(in reader, out var start);
        var number = MemberReader.Decimal(ref reader, owner, index, isText ? null : issues);
        return isText ? Understood(number, in start, issues) : number;
    }

    internal static ItemList<string>? TextsOrText(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues) =>
        MemberReader.Texts(ref reader, owner, index, IsText(in reader, out _) ? null : issues);

    internal static RedoxDateTime? Epoch(ref Utf8JsonReader reader, RedoxObject owner, int index, IssueLog? issues)
    {
        if (IsText(in reader, out var text))
        {
            var read = MemberReader.DateTime(ref reader, owner, index, issues);
            owner.KeepOriginal(index, RawJson.Read(ref text)); // From the property it would be written as a number.
            return read;
        }

        if (text.TokenType != JsonTokenType.Number)
        {
            return MemberReader.DateTime(ref reader, owner, index, issues);
        }

        reader.Read();
        RedoxDateTime? time = EpochSeconds.TryRead(in reader, out var instant) ? instant : null;
        if (time is null)
        {
            issues?.Add(in reader, Time, "number");
        }

        owner.KeepOriginal(index, RawJson.Read(ref reader));
        return time;
    }

    // Text that is not a number leaves the property null, so it is reported.
    private static T? Understood<T>(T? number, ref readonly Utf8JsonReader text, IssueLog? issues)
        where T : struct
    {
        if (number is null && !text.ValueSpan.IsEmpty)
        {
            issues?.Add(in text, "number", TokenKind.Of(in text));
        }

        return number;
    }

    // Whether the next value is text; half a surrogate pair is not, so that it is reported.
    private static bool IsText(ref readonly Utf8JsonReader reader, out Utf8JsonReader value)
    {
        value = reader;
        value.Read();
        return value.TokenType == JsonTokenType.String && JsonText.IsUnicode(in value);
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using Redox.Client.Messages;
using Redox.Client.Messages.Validation;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>
/// Reads and writes messages. Reading is tolerant and loses nothing: unknown members, nulls and odd forms are kept and written back.
/// Safe for concurrent use.
/// </summary>
public static class RedoxJson
{
    /// <summary>
    /// Read-only options with which <see cref="JsonSerializer"/> reads and writes every type of <see cref="Models"/>, with or without reflection.
    /// The types also work with any other options, and in your own <c>JsonSerializerContext</c>.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>The largest message that Redox accepts or delivers, in bytes: 40 MB (Redox, "Quotas and constraints", August 2025).</summary>
    public const int MaxMessageSize = 40 * 1024 * 1024;

    /// <summary>Every event type that this package knows.</summary>
    public static IReadOnlyCollection<MessageDefinition> Definitions => MessageRegistry.All;

    /// <summary>Looks up an event type. Spaces in names are ignored, and older names of an event type are understood.</summary>
    /// <param name="dataModel">For example <c>Clinical Summary</c> or <c>ClinicalSummary</c>.</param>
    /// <param name="eventType">For example <c>PatientPush</c>.</param>
    /// <returns>The definition, or <see langword="null"/> when this package does not know the event type.</returns>
    public static MessageDefinition? FindDefinition(string? dataModel, string? eventType) => MessageRegistry.Find(dataModel, eventType);

    /// <summary>Reads a message; its <c>Meta</c> decides the type. An unknown event gives an <see cref="UnknownMessage"/>.</summary>
    /// <param name="utf8Json">One JSON object in UTF-8, with or without byte order mark.</param>
    /// <returns>The message.</returns>
    /// <exception cref="RedoxPayloadException">The text is not a message.</exception>
    public static IRedoxMessage Parse(ReadOnlySpan<byte> utf8Json) => PayloadReader.Read(utf8Json, issues: null);

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static IRedoxMessage Parse(string json) => Parse(Utf8(json));

    /// <summary>
    /// Reads an event of any type, known or not, to be sent or written back: stored JSON goes to <see cref="IRedoxClient"/> without a cast.
    /// An unknown event gives an <see cref="UnknownMessage"/>.
    /// </summary>
    /// <param name="utf8Json">One JSON object in UTF-8, with or without byte order mark.</param>
    /// <returns>The event.</returns>
    /// <exception cref="RedoxPayloadException">The text is not a message, or it is a query, the response to one, or a sign-on.</exception>
    public static IRedoxEvent ParseEvent(ReadOnlySpan<byte> utf8Json)
    {
        var message = PayloadReader.Read(utf8Json, issues: null);
        return message as IRedoxEvent ?? throw new RedoxPayloadException(
            $"{message.TypeDefinition} is not an event: it is a query, the response to one, or a sign-on. Read it with {nameof(Parse)}<{message.GetType().Name}>.");
    }

    /// <inheritdoc cref="ParseEvent(ReadOnlySpan{byte})"/>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static IRedoxEvent ParseEvent(string json) => ParseEvent(Utf8(json));

    /// <summary>
    /// Reads a message as a <typeparamref name="TMessage"/>, whatever its <c>Meta</c> says. This is how query responses are read: they may carry the query's event type.
    /// </summary>
    /// <typeparam name="TMessage">The type to read.</typeparam>
    /// <param name="utf8Json">One JSON object in UTF-8, with or without byte order mark.</param>
    /// <returns>The message.</returns>
    /// <exception cref="RedoxPayloadException">The text is not a message.</exception>
    public static TMessage Parse<TMessage>(ReadOnlySpan<byte> utf8Json)
        where TMessage : RedoxMessage, new() =>
        PayloadReader.Read<TMessage>(utf8Json, issues: null);

    /// <inheritdoc cref="Parse{TMessage}(ReadOnlySpan{byte})"/>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static TMessage Parse<TMessage>(string json)
        where TMessage : RedoxMessage, new() =>
        Parse<TMessage>(Utf8(json));

    /// <summary>Reads a message like <see cref="Parse(ReadOnlySpan{byte})"/>, and reports its irregularities.</summary>
    /// <param name="utf8Json">One JSON object in UTF-8, with or without byte order mark.</param>
    /// <returns>The message and its issues.</returns>
    /// <exception cref="RedoxPayloadException">The text is not a message.</exception>
    public static ReadResult<IRedoxMessage> Read(ReadOnlySpan<byte> utf8Json)
    {
        var issues = new IssueLog();
        var message = PayloadReader.Read(utf8Json, issues);
        return new ReadResult<IRedoxMessage>(message, IssuePaths.Resolve(issues, utf8Json, message.WireShape));
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte})"/>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static ReadResult<IRedoxMessage> Read(string json) => Read(Utf8(json));

    /// <summary>Reads a message like <see cref="Parse{TMessage}(ReadOnlySpan{byte})"/>, and reports its irregularities.</summary>
    /// <typeparam name="TMessage">The type to read.</typeparam>
    /// <param name="utf8Json">One JSON object in UTF-8, with or without byte order mark.</param>
    /// <returns>The message and its issues.</returns>
    /// <exception cref="RedoxPayloadException">The text is not a message.</exception>
    public static ReadResult<TMessage> Read<TMessage>(ReadOnlySpan<byte> utf8Json)
        where TMessage : RedoxMessage, new()
    {
        var issues = new IssueLog();
        var message = PayloadReader.Read<TMessage>(utf8Json, issues);
        return new ReadResult<TMessage>(message, IssuePaths.Resolve(issues, utf8Json, message.WireShape));
    }

    /// <inheritdoc cref="Read{TMessage}(ReadOnlySpan{byte})"/>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static ReadResult<TMessage> Read<TMessage>(string json)
        where TMessage : RedoxMessage, new() =>
        Read<TMessage>(Utf8(json));

    /// <summary>
    /// Checks the JSON of a message against the definition of its event, as <c>Build</c> does: members that the event requires, kinds of values, dates, size.
    /// </summary>
    /// <param name="utf8Json">One JSON object in UTF-8, with or without byte order mark.</param>
    /// <returns>
    /// Every problem with its path and without values, at most 1,000; empty for a valid message. For an event that this package does not know, only
    /// <c>Meta</c> and the size are checked. Unknown members are not a problem. Received messages need not be valid:
    /// senders omit members that are required of you. Members of <c>Meta</c> that sending relies on (<c>Destinations</c>, <c>Source</c>, <c>Test</c>, <c>DataModel</c>,
    /// <c>EventType</c>) must also have exactly the right name and occur only once.
    /// </returns>
    /// <exception cref="RedoxPayloadException">The text is not a message.</exception>
    public static IReadOnlyList<RedoxValidationProblem> Validate(ReadOnlySpan<byte> utf8Json)
    {
        var message = PayloadReader.Read(utf8Json, issues: null);
        var problems = MessageValidator.Problems(message.TypeDefinition, PayloadReader.WithoutByteOrderMark(utf8Json));
        var envelope = EnvelopeCheck.Problems(message, Envelope.All);
        return envelope.Count == 0 ? problems : [.. problems.Union(envelope)];
    }

    /// <inheritdoc cref="Validate(ReadOnlySpan{byte})"/>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static IReadOnlyList<RedoxValidationProblem> Validate(string json) => Validate(Utf8(json));

    /// <summary>Writes a message as text.</summary>
    /// <param name="message">The message.</param>
    /// <returns>One JSON object without line breaks.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public static string Serialize(IRedoxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var bytes = WireBuffer.Of(message.AsMessage);
        return Encoding.UTF8.GetString(bytes.Written);
    }

    /// <summary>Writes a message as it is sent.</summary>
    /// <param name="message">The message.</param>
    /// <returns>One JSON object in UTF-8, without byte order mark and line breaks.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public static byte[] SerializeToUtf8Bytes(IRedoxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var bytes = WireBuffer.Of(message.AsMessage);
        return bytes.Written.ToArray();
    }

    /// <summary>Writes a message as it is sent into a buffer.</summary>
    /// <param name="message">The message.</param>
    /// <param name="output">Receives one JSON object in UTF-8.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Serialize(IRedoxMessage message, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(output);
        WireBuffer.Write(message.AsMessage, output);
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = RedoxJsonContext.Default, Encoder = WireForm.Encoder, MaxDepth = PayloadReader.MaxDepth };
        options.MakeReadOnly();
        return options;
    }

    private static byte[] Utf8(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return StrictUtf8.GetBytes(json);
        }
        catch (EncoderFallbackException e)
        {
            throw new RedoxPayloadException($"The text contains half a surrogate pair at character {e.Index + 1}, which is not Unicode text. Read the original bytes instead.");
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}

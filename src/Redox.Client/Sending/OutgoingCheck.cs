using System.Globalization;
using Redox.Client.Messages.Validation;

namespace Redox.Client.Sending;

/// <summary>All checks that are possible before a message is sent, on the bytes that would be sent.</summary>
internal static class OutgoingCheck
{
    /// <exception cref="RedoxValidationException">The message is too large, or does not meet its definition.</exception>
    public static void Run(RedoxMessage original, RedoxMessage routed, MessageContent content, string subject, RedoxClientOptions settings, bool validates)
    {
        if (content.Length > settings.MaxMessageSize)
        {
            throw new RedoxValidationException(subject, [TooLarge(content.Length, settings)]);
        }

        if (validates && !original.IsChecked)
        {
            var problems = MessageValidator.MemberProblems(routed, content.Buffer);
            original.IsChecked = problems.Count == 0 ? true : throw new RedoxValidationException(subject, problems);
        }
    }

    private static RedoxValidationProblem TooLarge(int length, RedoxClientOptions settings) => new(
        "$",
        string.Create(CultureInfo.InvariantCulture, $"the message has {length:N0} bytes as JSON, more than the {settings.MaxMessageSize:N0} of {settings.Path.To(nameof(settings.MaxMessageSize))}. ")
        + "Upload large files and refer to them instead of embedding them, or send several messages.");
}

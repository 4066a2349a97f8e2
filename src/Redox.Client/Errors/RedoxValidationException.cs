namespace Redox.Client;

/// <summary>A message does not meet the definition of its type. It lists all problems at once; nothing was sent.</summary>
public sealed class RedoxValidationException : RedoxException
{
    /// <summary>Creates the exception. Public so that tests of applications can throw it.</summary>
    /// <param name="messageType">The data model and event type, for example <c>Scheduling.New</c>.</param>
    /// <param name="problems">The problems found.</param>
    public RedoxValidationException(string messageType, IReadOnlyList<RedoxValidationProblem> problems)
        : base($"{messageType} is not valid:{string.Concat(problems.Select(problem => $"{Environment.NewLine}  {problem}"))}", innerException: null)
    {
        Problems = problems;
        Delivery = Delivery.NotSent;
    }

    private RedoxValidationException(string message, RedoxValidationException original)
        : base(message, original) => Problems = original.Problems;

    /// <summary>Every problem, with its path in the message.</summary>
    public IReadOnlyList<RedoxValidationProblem> Problems { get; }

    private protected override RedoxException Copy(string message) => new RedoxValidationException(message, this);
}

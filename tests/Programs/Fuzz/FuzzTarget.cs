namespace Redox.Client.Fuzz;

/// <summary>A part of the package that takes bytes from outside.</summary>
internal abstract class FuzzTarget : IDisposable
{
    /// <summary>Inputs as they should be, from which the others are made.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Gives the target one input. Takes the exceptions that are documented; all others, and a <see cref="FuzzFailure"/>, are findings.</summary>
    public abstract void Run(byte[] input);

    /// <summary>Ends what the target started.</summary>
    public virtual void Dispose()
    {
    }
}

namespace Redox.Client.AspNetCore.Tests;

/// <summary>Tests that measure the whole process, such as its memory: they run when nothing else does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

namespace Shared;

/// <summary>Tests that measure the whole process, such as its memory: they run alone.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

namespace Shared;

/// <summary>
/// How much a test does that does something many times: quick in <c>dotnet test</c>, middle in <c>.ci/run</c>, full in <c>.ci/endurance</c>. The variable REDOX_TESTS_SIZE says which.
/// </summary>
internal static class TestSize
{
    private static readonly string Name = Environment.GetEnvironmentVariable("REDOX_TESTS_SIZE") ?? "quick";

    public static int Of(int quick, int middle) => Of(quick, middle, middle);

    public static int Of(int quick, int middle, int full) => Name switch
    {
        "quick" => quick,
        "middle" => middle,
        "full" => full,
        _ => throw new InvalidOperationException($"REDOX_TESTS_SIZE is '{Name}': quick, middle and full are known."),
    };
}

namespace Redox.Client.PostgreSql;

/// <summary>The name of a schema becomes part of SQL: only plain identifiers are taken. The quotes are for those that are words of SQL.</summary>
internal static class SchemaName
{
    // PostgreSQL cuts off what is longer.
    private const int MaxLength = 63;

    public static string Quoted(string schema) => IsPlain(schema)
        ? $"\"{schema}\""
        : throw new RedoxConfigurationException(
            $"The schema of the PostgreSQL inbox must have up to {MaxLength} characters: small letters a to z, digits and underscores, a letter first, and not begin with pg_.");

    private static bool IsPlain(string schema) =>
        schema is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterLower(schema[0]) && !schema.StartsWith("pg_", StringComparison.Ordinal)
        && schema.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_');
}

using Npgsql;
using NpgsqlTypes;

namespace Redox.Client.PostgreSql;

/// <summary>Adds parameters by position, with their types: the server guesses nothing.</summary>
internal static class Parameters
{
    // Outside these, the driver would take a time for infinity.
    private static readonly DateTimeOffset Earliest = DateTimeOffset.MinValue.AddDays(1);
    private static readonly DateTimeOffset Latest = DateTimeOffset.MaxValue.AddDays(-1);

    public static NpgsqlParameterCollection With<T>(this NpgsqlParameterCollection parameters, T value, NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return parameters;
    }

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, long value) => parameters.With(value, NpgsqlDbType.Bigint);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, bool value) => parameters.With(value, NpgsqlDbType.Boolean);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, TimeSpan value) => parameters.With(value, NpgsqlDbType.Interval);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, DateTimeOffset value) => parameters.With(Stored(value), NpgsqlDbType.TimestampTz);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, DateTimeOffset? value) => value is { } time
        ? parameters.With(time)
        : parameters.WithNull(NpgsqlDbType.TimestampTz);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, IEnumerable<DateTimeOffset> values) =>
        parameters.With<DateTime[]>([.. values.Select(Stored)], NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, IEnumerable<long> values) =>
        parameters.With<long[]>([.. values], NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, IEnumerable<int> values) =>
        parameters.With<int[]>([.. values], NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, IEnumerable<bool> values) =>
        parameters.With<bool[]>([.. values], NpgsqlDbType.Array | NpgsqlDbType.Boolean);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, IEnumerable<ReadOnlyMemory<byte>> values) =>
        parameters.With<ReadOnlyMemory<byte>[]>([.. values], NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, IEnumerable<string?> values) =>
        parameters.With<string?[]>([.. values], NpgsqlDbType.Array | NpgsqlDbType.Text);

    public static NpgsqlParameterCollection With(this NpgsqlParameterCollection parameters, string? value) => value is null
        ? parameters.WithNull(NpgsqlDbType.Text)
        : parameters.With(value, NpgsqlDbType.Text);

    private static NpgsqlParameterCollection WithNull(this NpgsqlParameterCollection parameters, NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type });
        return parameters;
    }

    private static DateTime Stored(DateTimeOffset time) => (time < Earliest ? Earliest : time > Latest ? Latest : time).UtcDateTime;
}

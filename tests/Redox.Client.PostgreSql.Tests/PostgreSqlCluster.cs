using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Redox.Client.PostgreSql.Tests;

/// <summary>A server of the tests' own in a temporary folder, and a pooler in transaction mode before it.</summary>
public sealed class PostgreSqlCluster : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"redox-postgresql-{Guid.NewGuid():N}");
    private readonly int _port = FreePort();
    private readonly int _poolerPort = FreePort();
    private Process? _pooler;

    /// <summary>Whether <see cref="SetClock"/> may be called: it needs libfaketime.</summary>
    internal bool HasOwnClock { get; init; }

    private string Clock => Path.Combine(_folder, "clock");

    private string Data => Path.Combine(_folder, "data");

    /// <summary>A new database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"db_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public string ThroughPooler(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Port = _poolerPort }.ConnectionString;

    /// <summary>For a shell: stops the server at once, as when it dies, and starts it again.</summary>
    public string RestartCommand => ControlCommand("restart");

    /// <summary>For a shell: the same, and it is gone for three seconds.</summary>
    public string GoneCommand => $"{ControlCommand("stop")} && sleep 3 && {ControlCommand("start")}";

    /// <summary>For a shell: all processes of the server stand still for three seconds.</summary>
    public string PauseCommand => $"server=$(head -n 1 {Data}/postmaster.pid); all=\"$server $(pgrep -P $server | tr '\\n' ' ')\"; kill -STOP $all; sleep 3; kill -CONT $all";

    private string ControlCommand(string action)
    {
        var control = $"{Path.Combine(PostgreSqlPrograms.Folder!, "pg_ctl")} -D {Data} -l {Path.Combine(_folder, "log")} -w {(action == "start" ? "" : "-m immediate")} -o '{Options}' {action} >/dev/null 2>&1";
        return Environment.UserName == "root" ? $"(cd {_folder} && runuser -u postgres -- {control})" : control;
    }

    // Processes die in the tests, machines do not: what was written to a file is there, flushed or not.
    private string Options => $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off{FlushAtOnce}";

    // After a crash, the files of all databases would be flushed one by one: tens of seconds for those that the tests have made by then. PostgreSQL 13 knows no other way.
    private string FlushAtOnce => int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")), CultureInfo.InvariantCulture) < 14 ? "" : " -c recovery_init_sync_method=syncfs";

    /// <summary>Sets the server's clock forward or back.</summary>
    internal void SetClock(TimeSpan by) => File.WriteAllText(Clock, string.Create(CultureInfo.InvariantCulture, $"{by.TotalSeconds:+0;-0;+0}\n"));

    /// <summary>Copies a database into an empty one, as a backup and its restoration do.</summary>
    internal void Copy(string from, string to)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.dump");
        PostgreSqlPrograms.RunAsServer(_folder, "pg_dump", ["-d", Address(from), "-Fc", "-f", file]);
        PostgreSqlPrograms.RunAsServer(_folder, "pg_restore", ["-d", Address(to), "--exit-on-error", file]);

        static string Address(string connectionString)
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            return $"host={parts.Host} port={parts.Port} user={parts.Username} dbname={parts.Database}";
        }
    }

    public void Start() => Control("-w", "-o", Options, "start");

    public void Stop() => Control("-w", "-m", "immediate", "stop");

    public async Task InitializeAsync()
    {
        if (PostgreSqlPrograms.Folder is null)
        {
            return; // All tests are skipped.
        }

        Directory.CreateDirectory(_folder);
        if (Environment.UserName == "root")
        {
            PostgreSqlPrograms.Run("chown", "postgres", _folder);
        }

        PostgreSqlPrograms.RunAsServer(_folder, "initdb", ["-D", Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        if (HasOwnClock)
        {
            SetClock(TimeSpan.Zero);
        }

        Start();
        if (PostgreSqlPrograms.Pooler is { } pooler)
        {
            await StartPoolerAsync(pooler);
        }
    }

    public Task DisposeAsync()
    {
        if (PostgreSqlPrograms.Folder is null)
        {
            return Task.CompletedTask;
        }

        NpgsqlConnection.ClearAllPools();
        _pooler?.Kill(entireProcessTree: true);
        _pooler?.Dispose();
        Stop();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = "postgres",
        Database = database,
        MaxPoolSize = 30,
        IncludeErrorDetail = true, // So that a test sees when something of it comes out.
    }.ConnectionString;

    private async Task StartPoolerAsync(string pooler)
    {
        var settings = Path.Combine(_folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(settings, $"""
            [databases]
            * = host=127.0.0.1 port={_port} user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {_poolerPort}
            auth_type = any
            pool_mode = transaction
            default_pool_size = 4
            server_login_retry = 1
            unix_socket_dir =
            """);
        string[] command = Environment.UserName == "root" ? ["-q", "-u", "postgres", settings] : ["-q", settings];
        _pooler = Process.Start(new ProcessStartInfo(pooler, command) { RedirectStandardError = true })!;
        _pooler.ErrorDataReceived += (_, _) => { };
        _pooler.BeginErrorReadLine();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _poolerPort);
                return;
            }
            catch (SocketException) when (!_pooler.HasExited)
            {
                // It has not begun to listen.
            }
        }
    }

    private void Control(params string[] arguments) => PostgreSqlPrograms.RunAsServer(
        _folder,
        "pg_ctl",
        ["-D", Data, "-l", Path.Combine(_folder, "log"), .. arguments],
        HasOwnClock ? ["env", $"LD_PRELOAD={PostgreSqlPrograms.FakeTime}", $"FAKETIME_TIMESTAMP_FILE={Clock}", "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"] : []);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

[CollectionDefinition(nameof(PostgreSqlCluster))]
public sealed class PostgreSqlClusterDefinition : ICollectionFixture<PostgreSqlCluster>;

/// <summary>Tests that stop or freeze their server, or kill processes that use it: with a server of their own, beside the others.</summary>
[CollectionDefinition(nameof(TroubledServer))]
public sealed class TroubledServer : ICollectionFixture<PostgreSqlCluster>;

/// <summary>The tests of many processes, which take as long as all others together: likewise.</summary>
[CollectionDefinition(nameof(RestartedServer))]
public sealed class RestartedServer : ICollectionFixture<PostgreSqlCluster>;

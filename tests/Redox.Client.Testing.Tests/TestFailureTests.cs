namespace Redox.Client.Testing.Tests;

/// <summary>
/// The strict end of a fake in a test that has failed already. Each pattern here is such a test: what comes out of it is what a test framework shows.
/// </summary>
public sealed class TestFailureTests
{
    private static readonly RedoxFake Shared = RedoxFake.InMemory();

    [Fact]
    public Task In_memory() => ShowsItsReasonAsync(async () =>
    {
        await using var redox = RedoxFake.InMemory();
        await MisuseAsync(redox);
        throw new InvalidOperationException("the real reason");
    });

    [Fact]
    public Task Over_a_socket() => ShowsItsReasonAsync(async () =>
    {
        await using var redox = await RedoxFake.StartAsync();
        await MisuseAsync(redox);
        throw new InvalidOperationException("the real reason");
    });

    [Fact]
    public Task An_assertion_of_the_framework() => ShowsItsReasonAsync(async () =>
    {
        await using var redox = RedoxFake.InMemory();
        await MisuseAsync(redox);
        Assert.Fail("the real reason");
    });

    [Fact]
    public Task A_tenant_of_a_fake_that_tests_share() => ShowsItsReasonAsync(async () =>
    {
        await using var redox = Shared.CreateTenant();
        await RefusedTokenAsync(redox);
        throw new InvalidOperationException("the real reason");
    });

    [Fact]
    public Task A_fake_that_a_helper_has_made_and_another_disposes() => ShowsItsReasonAsync(async () =>
    {
        await using var setup = await Setup.MakeAsync();
        await MisuseAsync(setup.Redox);
        throw new InvalidOperationException("the real reason");
    });

    [Fact]
    public Task A_failure_after_another_exception_that_was_expected() => ShowsItsReasonAsync(async () =>
    {
        await using var redox = RedoxFake.InMemory();
        await MisuseAsync(redox);
        await Assert.ThrowsAsync<NotSupportedException>(() => Task.FromException(new NotSupportedException("expected")));
        await Task.Yield();
        throw new InvalidOperationException("the real reason");
    });

    [Fact]
    public async Task A_test_that_has_not_failed_fails_by_its_findings_alone()
    {
        var exception = await Assert.ThrowsAsync<RedoxVerificationException>(async () =>
        {
            await using var redox = RedoxFake.InMemory();
            await MisuseAsync(redox);
            await Assert.ThrowsAsync<NotSupportedException>(() => FailAsync("expected"));
            Assert.Throws<NotSupportedException>(() => Fail("expected"));
        });

        Assert.StartsWith("1 finding(s) at the end of RedoxFake", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.InnerException);
    }

    [Fact]
    public async Task A_test_that_catches_an_exception_itself_still_fails_by_its_findings()
    {
        var exception = await Assert.ThrowsAsync<RedoxVerificationException>(async () =>
        {
            await using var redox = RedoxFake.InMemory();
            await MisuseAsync(redox);
            try
            {
                Fail("caught");
            }
            catch (NotSupportedException)
            {
                // As a test may do it that looks at an exception closely.
            }
        });

        Assert.Contains("1 finding(s) at the end of RedoxFake", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_has_failed_without_findings_fails_as_it_did()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var redox = RedoxFake.InMemory();
            throw new InvalidOperationException("the real reason");
        });

        Assert.Equal("the real reason", exception.Message);
    }

    private static async Task ShowsItsReasonAsync(Func<Task> test)
    {
        var shown = await Assert.ThrowsAsync<RedoxVerificationException>(test);

        Assert.Contains("the real reason", shown.InnerException!.Message, StringComparison.Ordinal);
        Assert.StartsWith($"The test has thrown {shown.InnerException.GetType()} before its end.", shown.Message, StringComparison.Ordinal);
        Assert.Contains("the real reason", shown.Message, StringComparison.Ordinal);
        Assert.Contains("1 finding(s) at the end of ", shown.Message, StringComparison.Ordinal);
    }

    private static async Task MisuseAsync(RedoxFake redox)
    {
        using var http = redox.CreateHttpClient();
        using var response = await http.GetAsync("nothing");
    }

    private static async Task RefusedTokenAsync(RedoxTenant redox)
    {
        using var http = redox.CreateHttpClient();
        using var form = new FormUrlEncodedContent([new("client_assertion", new HandMadeAssertion(redox).Sign())]);
        using var response = await http.PostAsync("v2/auth/token", form);
    }

    private static void Fail(string message) => throw new NotSupportedException(message);

    private static async Task FailAsync(string message)
    {
        await Task.Yield();
        throw new NotSupportedException(message);
    }

    /// <summary>What tests put around a fake, so that each need not.</summary>
    private sealed class Setup : IAsyncDisposable
    {
        public required RedoxFake Redox { get; init; }

        public static async Task<Setup> MakeAsync()
        {
            await Task.Yield();
            return new() { Redox = RedoxFake.InMemory() };
        }

        public async ValueTask DisposeAsync()
        {
            await Task.Run(static () => { }); // On another thread, as whatever is disposed first may leave it.
            await Redox.DisposeAsync();
        }
    }
}

using Redox.Client.Models;

namespace Redox.Client.Tests.Sending;

/// <summary>Receipts as an application makes them, for a stand-in of <see cref="IRedoxClient"/>.</summary>
public sealed class ReceiptTests
{
    [Fact]
    public void The_logs_of_a_receipt_are_those_of_its_meta()
    {
        const string LogId = "33333333-3333-4333-8333-333333333333";
        var receipt = Receipt(LogId);

        Assert.Equal([new RedoxLogReference { ID = LogId, AttemptID = "a1", Destination = new SystemReference { ID = "d1" } }], receipt.Logs);
        Assert.Equal($"RedoxReceipt {{ Logs = [{LogId}] }}", receipt.ToString());
        Assert.Empty(new RedoxReceipt { Meta = new Meta() }.Logs);
    }

    [Fact]
    public void Receipts_with_equal_Meta_are_equal()
    {
        var (read, unread) = (Receipt("l1"), Receipt("l1"));
        Assert.Single(read.Logs);

        Assert.Equal(unread, read);
        Assert.Equal(unread.GetHashCode(), read.GetHashCode());
        Assert.NotEqual(Receipt("l2"), read);
    }

    [Fact]
    public void A_receipt_with_another_meta_has_its_logs()
    {
        var receipt = Receipt("l1");
        Assert.Equal("l1", receipt.Logs[0].ID);

        Assert.Equal("l2", (receipt with { Meta = Receipt("l2").Meta }).Logs[0].ID);
    }

    private static RedoxReceipt Receipt(string log) => new()
    {
        Meta = Meta.Build(meta => meta.AddLog(new LogReference { ID = log, AttemptID = "a1" }).AddDestination("d1")),
    };
}

using Redox.Client.Models;
using Redox.Client.Receiving;

namespace InboxReceiver;

/// <summary>Enters each arrival in the ledger.</summary>
internal sealed class ArrivalHandler(Ledger ledger) : IRedoxHandler<PatientAdminArrival>
{
    public Task HandleAsync(PatientAdminArrival message, RedoxDelivery delivery, CancellationToken cancellationToken = default)
    {
        var handled = ledger.Enter(delivery.LogId!, message.Visit!.VisitNumber!);
        if (handled % 100 == 0)
        {
            Console.WriteLine($"handled {handled}");
        }

        return Task.CompletedTask;
    }
}

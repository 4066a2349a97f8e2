using System.Diagnostics;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace InboxReceiver;

/// <summary>Enters each arrival in the ledger. A visit named deadly kills the process.</summary>
internal sealed class ArrivalHandler(Ledger ledger) : IRedoxHandler<PatientAdminArrival>
{
    public Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
    {
        if (message.Visit!.VisitNumber == "deadly")
        {
            Process.GetCurrentProcess().Kill();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }

        var handled = ledger.Enter(delivery.LogId!, message.Visit!.VisitNumber!);
        if (handled % 100 == 0 || handled < 10)
        {
            Console.WriteLine($"handled {handled}");
        }

        return Task.CompletedTask;
    }
}

using Microsoft.Extensions.Options;
using Redox.Client;
using Redox.Client.Models;

namespace ClinicApp.Appointments;

/// <summary>Finds the times at the clinic that can be booked.</summary>
internal sealed class SlotSearch(IRedoxClient redox, IOptions<ClinicOptions> clinic)
{
    /// <summary>All in a window, both ends included, by time.</summary>
    public async Task<IReadOnlyList<FreeSlot>> FindAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var query = SchedulingAvailableSlots.Build(m => m
            .StartDateTime(from)
            .EndDateTime(to)
            .Visit(v => v.AddLocation(l => l.Department(clinic.Value.Department))));

        var answer = await redox.QueryAsync(query, cancellationToken);

        return [.. answer.AvailableSlots.Select(Bookable).OfType<FreeSlot>().OrderBy(slot => slot.Start)];
    }

    /// <summary>The requested slot; null if it is taken or does not exist.</summary>
    public async Task<FreeSlot?> FindAsync(BookingRequest request, CancellationToken cancellationToken) =>
        (await FindAsync(request.Start, request.Start, cancellationToken))
            .FirstOrDefault(slot => request.ClinicianId is null || slot.Clinician?.Id == request.ClinicianId);

    // Any member may be missing in what a clinic sends; a slot without a time or a length cannot be booked.
    private FreeSlot? Bookable(Slot slot) =>
        slot is { DateTime: { } time, Duration: { } minutes } && time.ToInstant(clinic.Value.Zone) is { } start
            ? new(clinic.Value.LocalTime(start), (int)minutes, Clinician.Of(slot.Provider))
            : null;
}

using Redox.Client.Messages.Validation;
namespace Redox.Client.Models;

/// <summary>
/// Creates the write back to a received message: it already contains the patient, the visit with its facility, and the orders of the received message, goes back to where
/// that message came from, and is a test message if that was one.
/// </summary>
/// <remarks>
/// <para>
/// <c>Meta.Source</c> of the received message becomes the destination, and its facility code is kept. The source of the write back is left to the client, as always
/// (<see cref="RedoxClientOptions.SourceId"/>). If write backs go to a destination other than the source of messages, add <c>.To(...)</c>.
/// </para>
/// <para>
/// If the data model of the write back has fewer members for a patient or a visit, the rest is omitted; if both have the same, everything is kept, including members that
/// this package does not know. Change the result with a <c>with</c> expression.
/// </para>
/// <para>
/// Carried-over content is sent as it came, including odd forms (an identifier that is a number, one object in place of a list), and is not checked: only what you
/// add or change is. A source or a <c>Test</c> in an odd form is refused when the write back is sent, since its meaning cannot be known; the destinations of the call
/// (<see cref="RedoxCallOptions.Destinations"/>) or <c>.To(...)</c> may replace the source.
/// </para>
/// </remarks>
public static class WriteBackExtensions
{
    /// <summary>Creates the results of an order: with its IDs, procedure, provider and priority, and the status <c>Resulted</c>.</summary>
    /// <param name="order">The received order.</param>
    /// <param name="build">Adds the results, and changes members that do not fit.</param>
    /// <returns>The message, checked.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="RedoxValidationException">A member that the event requires is missing or malformed; the exception lists every problem.</exception>
    public static ResultsNew CreateResults(this OrderNew order, Action<ResultOrder.Builder> build)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(build);
        return OrderResults.Of(order, nameof(order.Order), Of(order.Order), (_, result) => build(result));
    }

    /// <inheritdoc cref="CreateResults(OrderNew, Action{ResultOrder.Builder})"/>
    public static ResultsNew CreateResults(this OrderUpdate order, Action<ResultOrder.Builder> build)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(build);
        return OrderResults.Of(order, nameof(order.Order), Of(order.Order), (_, result) => build(result));
    }

    /// <summary>Creates the results of orders that were placed together, each with its IDs, procedure, provider and priority, and the status <c>Resulted</c>.</summary>
    /// <param name="orders">The received orders.</param>
    /// <param name="build">Called for each order: adds its results, and changes members that do not fit.</param>
    /// <returns>The message, checked.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="RedoxValidationException">A member that the event requires is missing or malformed; the exception lists every problem.</exception>
    public static ResultsNew CreateResults(this OrderGroupedOrders orders, Action<Order, ResultOrder.Builder> build)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(build);
        return OrderResults.Of(orders, nameof(orders.Orders), orders.Orders, build);
    }

    /// <summary>Creates a note on the patient of a received event, with its visit and its orders if it has them.</summary>
    /// <param name="received">For example an <see cref="OrderNew"/>, a <see cref="SchedulingNew"/> or a <see cref="PatientAdminArrival"/>.</param>
    /// <param name="build">Writes the note.</param>
    /// <returns>The message, checked.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="RedoxValidationException">A member that the event requires is missing or malformed, for example because the received event has no patient.</exception>
    public static NotesNew CreateNote(this IRedoxEvent received, Action<Note.Builder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return MessageValidator.Checked(new CarriedOverReferences(received).Answer<NotesNew>() with { Note = Note.Build(build) });
    }

    /// <summary>Creates a file on the patient of a received event, with its visit and its orders if it has them.</summary>
    /// <param name="received">For example an <see cref="OrderNew"/>, a <see cref="SchedulingNew"/> or a <see cref="PatientAdminArrival"/>.</param>
    /// <param name="build">Describes the file.</param>
    /// <returns>The message, checked.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="RedoxValidationException">A member that the event requires is missing or malformed, for example because the received event has no patient.</exception>
    public static MediaNew CreateMedia(this IRedoxEvent received, Action<MediaFile.Builder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return MessageValidator.Checked(new CarriedOverReferences(received).Answer<MediaNew>() with { Media = MediaFile.Build(build) });
    }

    /// <summary>Creates observations on the patient of a received event, with its visit if it has one.</summary>
    /// <param name="received">For example a <see cref="PatientAdminArrival"/> or a <see cref="SchedulingNew"/>.</param>
    /// <param name="build">Adds the observations.</param>
    /// <returns>The message, checked.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="RedoxValidationException">A member that the event requires is missing or malformed, for example because the received event has no patient.</exception>
    public static FlowsheetNew CreateFlowsheet(this IRedoxEvent received, Action<FlowsheetNew.Builder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        var flowsheet = new FlowsheetNew.Builder().From(new CarriedOverReferences(received).Answer<FlowsheetNew>());
        build(flowsheet);
        return MessageValidator.Checked(flowsheet.Finish());
    }

    private static Order[] Of(Order? order) => order is null ? [] : [order];
}

namespace Redox.Client.Models;

/// <summary>
/// Makes the answer to what came in: a message that already holds the patient, the visit with its facility, and the orders of the received one, goes back to where
/// that came from, and is a test message when that was one.
/// </summary>
/// <remarks>
/// <para>
/// <c>Meta.Source</c> of the received message becomes the destination, and its facility code is kept. The source of the answer is left to the client, as always
/// (<see cref="RedoxClientOptions.SourceId"/>). Where answers go to another destination than messages come from, add <c>.To(...)</c>.
/// </para>
/// <para>
/// Where the data model of the answer knows less of a patient or a visit, the rest is left out; where both know the same, everything is kept, members included that
/// this package does not know. Change what was made with a <c>with</c> expression.
/// </para>
/// <para>
/// What is carried over goes out as it came, odd forms included (an identifier that is a number, one object in place of a list), and is not checked: only what you
/// add or change is. A source or a <c>Test</c> in an odd form is refused when the answer is sent, since nobody can know where it belongs; the destinations of the call
/// (<see cref="RedoxCallOptions.Destinations"/>) or <c>.To(...)</c> may take the place of the source.
/// </para>
/// </remarks>
public static class WriteBackExtensions
{
    /// <summary>Makes the results of an order: with its IDs, procedure, provider and priority, and the status <c>Resulted</c>.</summary>
    /// <param name="order">The received order.</param>
    /// <param name="build">Adds the results, and changes what does not fit.</param>
    /// <returns>The message, checked.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="RedoxValidationException">Something that the event requires is missing or malformed; it lists every problem.</exception>
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

    /// <summary>Makes the results of orders that were placed together, each with its IDs, procedure, provider and priority, and the status <c>Resulted</c>.</summary>
    /// <param name="orders">The received orders.</param>
    /// <param name="build">Called for each order: adds its results, and changes what does not fit.</param>
    /// <returns>The message, checked.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="RedoxValidationException">Something that the event requires is missing or malformed; it lists every problem.</exception>
    public static ResultsNew CreateResults(this OrderGroupedOrders orders, Action<Order, ResultOrder.Builder> build)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(build);
        return OrderResults.Of(orders, nameof(orders.Orders), orders.Orders, build);
    }

    /// <summary>Makes a note on the patient of a received event, with its visit and its orders where it has them.</summary>
    /// <param name="received">For example an <see cref="OrderNew"/>, a <see cref="SchedulingNew"/> or a <see cref="PatientAdminArrival"/>.</param>
    /// <param name="build">Writes the note.</param>
    /// <returns>The message, checked.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="RedoxValidationException">Something that the event requires is missing or malformed, as when what was received has no patient.</exception>
    public static NotesNew CreateNote(this IRedoxEvent received, Action<Note.Builder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return MessageValidator.Checked(new CarriedOverReferences(received).Answer<NotesNew>() with { Note = Note.Build(build) });
    }

    /// <summary>Makes a file on the patient of a received event, with its visit and its orders where it has them.</summary>
    /// <param name="received">For example an <see cref="OrderNew"/>, a <see cref="SchedulingNew"/> or a <see cref="PatientAdminArrival"/>.</param>
    /// <param name="build">Describes the file.</param>
    /// <returns>The message, checked.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="RedoxValidationException">Something that the event requires is missing or malformed, as when what was received has no patient.</exception>
    public static MediaNew CreateMedia(this IRedoxEvent received, Action<MediaFile.Builder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return MessageValidator.Checked(new CarriedOverReferences(received).Answer<MediaNew>() with { Media = MediaFile.Build(build) });
    }

    /// <summary>Makes observations on the patient of a received event, with its visit where it has one.</summary>
    /// <param name="received">For example a <see cref="PatientAdminArrival"/> or a <see cref="SchedulingNew"/>.</param>
    /// <param name="build">Adds the observations.</param>
    /// <returns>The message, checked.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="RedoxValidationException">Something that the event requires is missing or malformed, as when what was received has no patient.</exception>
    public static FlowsheetNew CreateFlowsheet(this IRedoxEvent received, Action<FlowsheetNew.Builder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        var flowsheet = new FlowsheetNew.Builder().From(new CarriedOverReferences(received).Answer<FlowsheetNew>());
        build(flowsheet);
        return MessageValidator.Checked(flowsheet.Finish());
    }

    private static Order[] Of(Order? order) => order is null ? [] : [order];
}

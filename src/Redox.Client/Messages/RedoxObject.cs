using System.Text;
using System.Text.Json;
using Redox.Client.Messages;
using Redox.Client.Serialization;

namespace Redox.Client;

/// <summary>
/// An object of the Redox data models. Immutable; change one with a <c>with</c> expression.
/// Content that was read and not changed is written back as it came: unknown members, explicit nulls, and members in a form that the type does not expect.
/// </summary>
/// <remarks>Two objects are equal when they have the same type and would be written as the same JSON.</remarks>
public abstract record RedoxObject
{
    // Bit i is set when member i is written in the form it was read in, not from its property: as null, or from _extras.
    private ulong _asRead;
    private WireExtras? _extras;

    private protected RedoxObject()
    {
    }

    /// <summary>
    /// The members that are unknown to the type, as raw JSON. Redox adds fields to its data models without notice; here they are kept and written back.
    /// </summary>
    /// <exception cref="ArgumentException">Thrown when set: a name is one of the type's own members or contains half a surrogate pair, or a value is undefined or not UTF-8.</exception>
    public IReadOnlyDictionary<string, JsonElement> AdditionalProperties
    {
        get => _extras?.Unknown ?? WireExtras.NoUnknown;
        init => SetAdditionalProperties(value);
    }

    /// <inheritdoc/>
    public virtual bool Equals(RedoxObject? other) =>
        ReferenceEquals(this, other) || (other is not null && other.GetType() == GetType() && WireForm.Equal(this, other));

    /// <inheritdoc/>
    public override int GetHashCode() => WireForm.HashCode(this);

    /// <summary>The name of the type, and never a value: messages are health records and <c>ToString</c> ends up in logs.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Prints nothing: see <see cref="ToString"/>.</summary>
    /// <param name="builder">Not changed.</param>
    /// <returns>Always <see langword="false"/>.</returns>
    protected virtual bool PrintMembers(StringBuilder builder) => false;

    /// <summary>The members of the type, with their kinds.</summary>
    internal abstract ObjectShape WireShape { get; }

    private protected abstract void WriteMembers(ref MemberWriter writer);

    internal void WriteTo(ref MemberWriter writer)
    {
        if (_extras is null)
        {
            WriteMembers(ref writer);
        }
        else
        {
            WriteWithExtras(ref writer, _extras); // Separate, so that what nearly all objects need is small enough to be inlined.
        }
    }

    private void WriteWithExtras(ref MemberWriter writer, WireExtras extras)
    {
        writer.Earlier(extras, WireShape);
        WriteMembers(ref writer);
        writer.Kept(extras);
    }

    /// <summary>Whether member <paramref name="index"/> was read in a form that the type does not expect, other than null, or more than once.</summary>
    internal bool Deviates(int index) => _extras?.Deviates(index) == true;

    /// <summary>Whether member <paramref name="index"/> occurred more than once. The property has the last value; the others are written before it.</summary>
    internal bool IsRepeated(int index) => _extras?.IsRepeated(index) == true;

    /// <summary>Whether the object has nothing besides its properties.</summary>
    internal bool IsPlain => _extras is null;

    /// <summary>The members that were carried over from another message and not changed since; null when none were.</summary>
    internal ulong? CarriedOver => _extras?.CarriedOver;

    /// <summary>The message that those members came from.</summary>
    internal CarryOrigin? Origin => _extras?.Origin;

    /// <summary>The names of all members that are unknown to the type, including those that <see cref="AdditionalProperties"/> cannot show.</summary>
    internal IEnumerable<string> UnknownNames => _extras?.UnknownNames ?? [];

    /// <summary>Whether the object has an unknown member with such a name.</summary>
    internal bool HasUnknown(Func<string, bool> name) => _extras is not null && _extras.UnknownNames.Any(name);

    internal bool IsAsRead(int index) => (_asRead & (1UL << index)) != 0;

    /// <summary>The JSON of a member that <see cref="IsAsRead"/>; <see langword="null"/> when it was null.</summary>
    internal JsonElement? AsRead(int index) => _extras?.Original(index);

    internal void KeepNull(int index) => _asRead |= 1UL << index;

    internal void KeepOriginal(int index, JsonElement original)
    {
        _asRead |= 1UL << index;
        (_extras ??= new WireExtras()).AddOriginal(index, original);
    }

    internal bool TryGetUnknown(string name, out JsonElement value)
    {
        value = default;
        return _extras is not null && _extras.TryGetUnknown(name, out value);
    }

    internal void KeepUnknown(string name, JsonElement value) => (_extras ??= new WireExtras()).AddUnknown(name, value);

    internal void KeepLoose(LooseMember member) => (_extras ??= new WireExtras()).AddLoose(member);

    /// <summary>Drops an unknown member while the object is read or built.</summary>
    internal bool DropUnknown(string name) => _extras?.RemoveUnknown(name) == true;

    /// <summary>Leaves unknown members out of an object that may share them with the one it was copied from.</summary>
    internal void LeaveOut(Predicate<string> name) => _extras = _extras?.Without(name);

    /// <summary>Records that member <paramref name="index"/> has a new value, so that the form in which it was read no longer counts.</summary>
    private protected void Changed(int index)
    {
        _asRead &= ~(1UL << index);
        if (_extras is not null)
        {
            _extras = _extras.Without(index);
        }
    }

    /// <summary>
    /// Records that a builder added an item to member <paramref name="index"/>. Items that its list cannot show stay where they were.
    /// </summary>
    private protected void Appended(int index, object item)
    {
        if (IsAsRead(index) && AsRead(index) is { } original)
        {
            KeepOriginal(index, RawJson.Appended(original, item));
        }
        else
        {
            Changed(index);
        }
    }

    /// <summary>Marks an object that was read: all of it was carried over from another message.</summary>
    internal void CarryOver(CarryOrigin origin)
    {
        if (_extras is null)
        {
            _extras = origin.All;
        }
        else
        {
            (_extras.CarriedOver, _extras.Origin) = (ulong.MaxValue, origin);
        }
    }

    /// <summary>Marks an object that members were carried over into, and records which. It may still be built on.</summary>
    internal void CarryOver(CarryOrigin origin, ulong members)
    {
        _extras ??= new WireExtras();
        (_extras.CarriedOver, _extras.Origin) = (members, origin);
    }

    /// <summary>Records that a member with a new value occurred several times, and keeps all but the last.</summary>
    internal void KeepRepeated(RedoxObject original, int index)
    {
        if (original.IsRepeated(index))
        {
            _extras = (_extras ?? new WireExtras()).WithEarlierOf(original._extras!, index);
        }
    }

    /// <summary>Sets aside the value of a member before the member is read again.</summary>
    internal void KeepEarlier(int index)
    {
        var value = IsAsRead(index) ? AsRead(index) : Written(index);
        _asRead &= ~(1UL << index);
        (_extras ??= new WireExtras()).AddEarlier(index, value ?? RawJson.Null);
    }

    // The JSON of a copy in which no other member has a value: for an object with many repeated members, each is written only once.
    private JsonElement? Written(int index)
    {
        var copy = this with { };
        (copy._asRead, copy._extras) = (~(1UL << index), null);
        using var json = WireBuffer.Of(copy);
        var name = WireShape.NameOf(index);
        for (var member = new MemberScan(json.Written); member.MoveNext();)
        {
            if (member.Name == name)
            {
                return RawJson.Parsed(member.Value);
            }
        }

        return null;
    }

    /// <summary>Whether a name is taken by the type itself, so that it cannot be an additional property.</summary>
    internal virtual bool IsMember(string name) => WireShape.Knows(name);

    private void SetAdditionalProperties(IReadOnlyDictionary<string, JsonElement> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach (var (name, element) in value)
        {
            if (IsMember(name))
            {
                throw new ArgumentException($"'{name}' is a member of {GetType().Name}: set the property instead.", nameof(value));
            }

            AdditionalMember.Check(name, element, nameof(value), nameof(value));
        }

        _extras = (_extras ?? new WireExtras()).With(value);
    }
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Redox.Client.Serialization;

/// <summary>
/// The list behind a list member. Callers see an <see cref="IReadOnlyList{T}"/>; only readers and builders add to one, before it is returned.
/// </summary>
internal sealed class ItemList<T> : IReadOnlyList<T>
    where T : notnull
{
    /// <summary>The value of the property for an absent member. When assigned to another object, the member stays absent and never becomes <c>[]</c>.</summary>
    internal static readonly ItemList<T> Empty = new();

    /// <summary>The list of a member that was read as <c>[]</c>.</summary>
    internal static readonly ItemList<T> NoItems = new();

    private T[] _items = [];

    public int Count { get; private set; }

    public T this[int index] => index < Count ? _items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    internal ReadOnlySpan<T> Span => _items.AsSpan(0, Count);

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return _items[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count == 0 ? 2 : Count * 2);
        }

        _items[Count++] = item;
    }

    /// <summary>Adds an item to the list of a builder or reader, which starts as null, <see cref="Empty"/> or <see cref="NoItems"/>.</summary>
    internal static void Append([NotNull] ref ItemList<T>? list, T item)
    {
        ArgumentNullException.ThrowIfNull((object)item, "value");
        if (list is null || list == Empty || list == NoItems)
        {
            list = new ItemList<T>();
        }

        list.Add(item);
    }

    /// <summary>A copy that is independent of later changes of <paramref name="items"/>; <see langword="null"/> stays <see langword="null"/>, which is an absent member.</summary>
    internal static ItemList<T>? CopyOf(IEnumerable<T>? items, string member)
    {
        if (items is null || ReferenceEquals(items, Empty))
        {
            return null;
        }

        var copy = new ItemList<T>();
        foreach (var item in items)
        {
            copy.Add(item is null ? throw new ArgumentException($"{member}[{copy.Count}] is null: omit the item.", member) : item);
        }

        return copy;
    }

    /// <summary>The same as <see cref="CopyOf"/>, but one of our own lists is complete and needs no copy.</summary>
    internal static ItemList<T>? Of(IReadOnlyList<T>? items, string member) =>
        items is ItemList<T> ours && ours != Empty ? ours : CopyOf(items, member);
}

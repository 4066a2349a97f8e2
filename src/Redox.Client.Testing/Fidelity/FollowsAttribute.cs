using System.Reflection;

namespace Redox.Client.Testing;

/// <summary>Points from code to the behaviours of the <see cref="Ledger"/> that it implements. On a query they are also recorded for its response at run time.</summary>
[AttributeUsage(AttributeTargets.All)]
internal sealed class FollowsAttribute(params Ledger[] behaviours) : Attribute
{
    public IReadOnlyList<Ledger> Behaviours => behaviours;

    public static IReadOnlyList<Ledger> Of(MethodInfo code) => code.GetCustomAttribute<FollowsAttribute>()?.Behaviours ?? [];
}

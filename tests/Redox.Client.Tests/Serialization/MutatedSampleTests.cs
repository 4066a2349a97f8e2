using Redox.Client.Models;
using Redox.Client.Tests.Serialization.Trees;
using Shared;
using Shared.Json;
using Shared.Samples;

namespace Redox.Client.Tests.Serialization;

/// <summary>The samples, damaged in every place: each ends in a message that loses nothing, or in the one exception of reading.</summary>
public sealed class MutatedSampleTests
{
    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public void A_value_of_another_kind_is_kept_and_reported_with_its_path(string name)
    {
        var tree = JsonTree.Parse(Sample.Read(name));
        var forms = OddForm.All.Select(JsonTree.Parse).ToArray();
        var turn = name.Length;
        foreach (var place in JsonPlace.Of(tree).ToList())
        {
            // Every place gets some forms, every form gets into many places; that each member takes each form is shown per type.
            foreach (var form in Enumerable.Range(0, TestSize.Of(quick: 1, middle: 3)).Select(_ => forms[turn++ % forms.Length]))
            {
                place.Replace(form);
                if (place.Path == "Meta" && form.Kind != "object" && form is not JsonTreeArray { Items: [JsonTreeObject] })
                {
                    Assert.Throws<RedoxPayloadException>(() => RedoxJson.Parse(tree.ToUtf8()));
                    continue;
                }

                var (message, issues) = RedoxJson.Read(tree.ToUtf8());

                Assert.Null(JsonTree.Difference(tree, JsonTree.Parse(RedoxJson.SerializeToUtf8Bytes(message))));
                if (form.Kind != place.Value.Kind && form.Kind != "null" && place.Value.Kind != "null" && IsKnown(message, place.Path) && !HasTwoForms(message, place.Path))
                {
                    Assert.True(issues.Any(issue => issue.Path == place.Path && issue.Found.EndsWith(form.Kind, StringComparison.Ordinal)), $"No issue at {place.Path}, now {form}.");
                }
            }

            place.Replace(place.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public void Unknown_and_repeated_members_in_every_object_are_kept(string name)
    {
        var tree = JsonTree.Parse(Sample.Read(name));
        foreach (var found in JsonPlace.Of(tree).Select(place => place.Value).Append(tree).OfType<JsonTreeObject>().ToList())
        {
            if (found.Members is [var first, ..])
            {
                found.Members.Insert(0, first with { RawName = $"\\u{(int)first.Name[0]:X4}{first.Name[1..]}" });
            }

            found.Members.Insert(0, new JsonTreeMember("NotInTheModel", JsonTree.Parse("{\"a\":[1.50,{\"b\":null}]}")));
            found.Members.Add(new JsonTreeMember("", JsonTree.Parse("-0")));
            found.Members.Add(new JsonTreeMember("\\ud800 half", JsonTree.Parse("\"\\udfff\"")));
            found.Members.Add(new JsonTreeMember("id", JsonTree.Parse("1")));
            found.Members.Add(new JsonTreeMember("NotInTheModel", JsonTree.Parse("2")));
        }

        var (message, issues) = RedoxJson.Read(tree.ToUtf8());

        Assert.IsNotType<UnknownMessage>(message);
        Assert.Null(JsonTree.Difference(tree, JsonTree.Parse(RedoxJson.SerializeToUtf8Bytes(message))));
        Assert.Contains(issues, issue => issue is { Path: "Meta", Found: "a duplicate" });
        Assert.Contains(issues, issue => issue is { Path: "?", Found: "a duplicate" });
        Assert.Contains(issues, issue => issue is { Path: "Meta.?", Found: "half a surrogate pair" });
        Assert.Contains(issues, issue => issue is { Path: "Meta.DataModel", Found: "a duplicate" });
    }

    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public void A_truncated_message_is_refused(string name)
    {
        var sample = Sample.Read(name);
        var end = sample.AsSpan().LastIndexOf((byte)'}');

        for (var length = 0; length <= end; length += TestSize.Of(quick: 13, middle: 1))
        {
            Assert.Throws<RedoxPayloadException>(() => RedoxJson.Read(sample.AsSpan(0, length)));
        }
    }

    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public void Damaged_byte_is_read_without_loss_or_refused(string name)
    {
        var sample = Sample.Read(name);
        var random = new Random(sample.Length);
        for (var i = 0; i < TestSize.Of(quick: 100, middle: 400); i++)
        {
            var damaged = sample.ToArray();
            damaged[random.Next(damaged.Length)] = i % 3 == 0 ? (byte)random.Next(256) : (byte)"\"\\{}[],:0-+.eEtnu \n/*"[random.Next(21)];
            try
            {
                var message = RedoxJson.Read(damaged).Message;
                Assert.Null(JsonTree.Difference(JsonTree.Parse(damaged), JsonTree.Parse(RedoxJson.SerializeToUtf8Bytes(message))));
            }
            catch (RedoxPayloadException)
            {
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sample.All), MemberType = typeof(Sample))]
    public void Numbers_and_dates_come_back_character_by_character(string name)
    {
        var original = Scalars(Sample.Read(name));

        Assert.Equal(original, Scalars(RedoxJson.SerializeToUtf8Bytes(RedoxJson.Parse(Sample.Read(name)))));
    }

    // Answers that carry the query's event type are read as queries here, which have no such members.
    // Members whose type changed: either form is right, which EitherFormTests show.
    private static bool HasTwoForms(IRedoxMessage message, string path) =>
        path is "Meta.CurrentBatch" or "Meta.TotalBatches"
        || (message is SsoSignOn && path is "Expiration" or "IssuedAt")
        || (message is SchedulingBooked && path is "Visit.Reason")
        || (path.StartsWith("FunctionalStatus.", StringComparison.Ordinal) && path.Contains(".ReferenceRange.", StringComparison.Ordinal));

    private static bool IsKnown(IRedoxMessage message, string path) =>
        path.StartsWith("Meta", StringComparison.Ordinal) || (message is not UnknownMessage && !((RedoxObject)message).AdditionalProperties.Keys.Any(path.StartsWith));

    private static IEnumerable<string> Scalars(byte[] json) => JsonPlace.Of(JsonTree.Parse(json))
        .Where(place => place.Value is JsonTreeScalar).Select(place => $"{place.Path}={((JsonTreeScalar)place.Value).Meaning}").Order(StringComparer.Ordinal);
}

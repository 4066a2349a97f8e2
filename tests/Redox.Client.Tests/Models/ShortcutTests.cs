using System.Text;
using System.Text.Json;
using Redox.Client.Models;

namespace Redox.Client.Tests.Models;

public class ShortcutTests
{
    private static readonly byte[] Bytes = Enumerable.Range(0, 200).Select(i => (byte)i).ToArray();

    [Fact]
    public void A_name_sets_first_middle_and_last_name()
    {
        var demographics = Demographics.Build(d => d.Name("Niamh", "Featherstone", "Aoife"));

        Assert.Equal(("Niamh", "Aoife", "Featherstone"), (demographics.FirstName, demographics.MiddleName, demographics.LastName));
    }

    [Fact]
    public void A_provider_is_named_by_NPI()
    {
        var provider = Provider.Build(p => p.Npi("4356789876").Name("Pat", "Granite"));

        Assert.Equal(("4356789876", "NPI", "Pat", "Granite"), (provider.ID, provider.IDType, provider.FirstName, provider.LastName));
    }

    [Fact]
    public void Media_take_a_file_as_base64_with_name_and_type()
    {
        var media = MediaFile.Build(m => m.File(Bytes, "scan.final.pdf"));

        Assert.Equal(("scan.final.pdf", "PDF"), (media.FileName, media.FileType));
        Assert.Equal(Bytes, Convert.FromBase64String(media.FileContents!));
        Assert.DoesNotContain('\n', media.FileContents!);
    }

    [Fact]
    public void A_file_name_without_extension_gives_no_type() => Assert.Null(MediaFile.Build(m => m.File(Bytes, "scan")).FileType);

    [Fact]
    public void A_note_is_plain_text_or_a_file()
    {
        Assert.Equal("""{"ContentType":"Plain Text","FileContents":"Slept well."}""", Json(Note.Build(n => n.PlainText("Slept well."))));
        Assert.Equal("""{"ContentType":"Base64 Encoded","FileName":"a.txt","FileContents":"SGk="}""", Json(Note.Build(n => n.File(Encoding.UTF8.GetBytes("Hi"), "a.txt"))));
    }

    [Fact]
    public void A_result_holds_a_file_as_encapsulated_data() =>
        Assert.Equal("""{"Value":"SGk=","ValueType":"Encapsulated Data","FileType":"TXT"}""", Json(Result.Build(r => r.File(Encoding.UTF8.GetBytes("Hi"), "TXT"))));

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, RedoxJson.Options);
}

using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Erasures;
using Solde.Tests.Claims;
using Solde.Tests.Erasures;
using Solde.Tests.Harness;

namespace Solde.Tests.Docs;

/// <summary>docs/personal-data.md is made from the code: <c>SOLDE_WRITE_DOCS=1 dotnet test --filter PersonalDataPage</c> writes it anew.</summary>
[Trait("Rule", "COM-12")]
public sealed class PersonalDataPageTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    /// <summary>In the words of whoever must answer for it.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["account"] = "A billing account: owner, members, payers, whatever was written on invoices, payments, credits and refunds; the claim on its e-mail.",
        ["payer"] = "What an account pays with: brand and last digits of a card, or of a bank account.",
        ["insurance"] = "What was written on a childcare provider's endorsements.",
        ["wallet"] = "A user of vouchers, the workers who came to him, and what was written about their services.",
        ["company"] = "A company that vouchers are paid to: its name, which may be a person's, its contacts, its direct debit and IBAN.",
        ["claim"] = "A claim file: the vehicle, what insurer and shop wrote, every message as it came and as it was sent.",
        ["set_aside"] = "A message of a network that could not be read, as it came.",
        ["quota"] = "A member's part in a group: who he is, his bank accounts, what was written about his rules.",
        ["debit_month"] = "A group's charges of a month, `{group}\\|{month}`: whom they asked, where, and from which bank account.",
        ["debit_file"] = "A file that went to a bank or a printer, `{outlet}\\|{number}`: its bytes; number, sums and digest stay.",
        ["debit_return"] = "A file that a bank sent back, `{agreement}\\|{file}`: its bytes, and the bank's own words.",
        ["notification"] = "A notice: the address that it went to, and what stood in it.",
    };

    [Fact]
    public void The_page_of_personal_data_lists_every_kind_of_records_and_every_field_as_the_code_has_them()
    {
        var (page, path) = (Render(fixture.App.Services.GetRequiredService<RecordKinds>()), DocsFolder.File("personal-data.md"));
        if (Environment.GetEnvironmentVariable("SOLDE_WRITE_DOCS") == "1")
            File.WriteAllText(path, page);

        Assert.Equal(page, File.ReadAllText(path));
    }

    private static string Render(RecordKinds kinds)
    {
        var page = new StringBuilder("""
            # What is known of people, and how it goes

            An organisation keeps what is part of its books for `retention.bookYears` years (10) after the end of the year in which it changed
            last, all else for `retention.otherMonths` months (24); both are settings. `POST /api/v1/erasures` erases what is older and at rest
            (`docs/runbook.md`, "Purge by law"), why and how is in [0027](decisions/0027-erasing-what-is-known-of-people.md). This page is made
            from the code.

            ## Records

            | kind | what it is | goes with |
            | --- | --- | --- |

            """);
        foreach (var kind in kinds.All)
            page.Append($"| `{kind.Kind}` | {Kinds[kind.Kind]} | {(kind.GoesWith is { } other ? $"`{other}`" : "")} |\n");
        page.Append("""

            ## Fields

            What is erased of each stored document, in the journal's before and after as well. A journal entry's reason goes, too, and the
            answers that are kept for repeated requests. Administrators and settings are the organisation's own, and stay as long as it does.

            | document | fields |
            | --- | --- |

            """);
        foreach (var document in StoredTexts.All.Where(text => text.IsPersonal).GroupBy(text => text.Document).OrderBy(group => group.Key, StringComparer.Ordinal))
            page.Append($"| {document.Key} | {string.Join(", ", document.Select(text => $"`{text.Path}`"))} |\n");
        return page.ToString();
    }
}

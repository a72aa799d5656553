using Solde.Functions.Accounts;
using Solde.Functions.Failures;

namespace Solde.Functions.Payments;

/// <summary>What a code means to a person, where it is not said by which scheme it failed.</summary>
internal sealed class DeclineCodes : IFailureMeanings
{
    public string Of(string declineCode, string language) => FailureCodes.Of(declineCode).Meaning.In(language);
}

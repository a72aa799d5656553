namespace Solde.Functions.Accounts;

/// <summary>What a provider's decline code means to a person. The codes belong to the payments area, which says it.</summary>
internal interface IFailureMeanings
{
    /// <summary>A sentence for any code, known or not.</summary>
    string Of(string declineCode, string language);
}

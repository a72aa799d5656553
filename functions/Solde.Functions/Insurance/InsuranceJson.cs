using System.Text.Json.Serialization;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Insurance;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OpenCertificate.Request), TypeInfoPropertyName = "OpenCertificateRequest")]
[JsonSerializable(typeof(AddEndorsement.Request), TypeInfoPropertyName = "AddEndorsementRequest")]
[JsonSerializable(typeof(GiveManualAmount.Request), TypeInfoPropertyName = "GiveManualAmountRequest")]
[JsonSerializable(typeof(ChangeFees.Request), TypeInfoPropertyName = "ChangeFeesRequest")]
[JsonSerializable(typeof(CertificateView))]
[JsonSerializable(typeof(EndorsementView))]
[JsonSerializable(typeof(ExplanationView))]
[JsonSerializable(typeof(ProviderView))]
[JsonSerializable(typeof(FeeVersion))]
[JsonSerializable(typeof(Page<CertificateView>))]
[JsonSerializable(typeof(Page<OfficeCertificateView>))]
[JsonSerializable(typeof(Page<EndorsementView>))]
[JsonSerializable(typeof(Page<FeeVersion>))]
[JsonSerializable(typeof(Page<JournalEntry>))]
internal sealed partial class InsuranceJson : JsonSerializerContext;

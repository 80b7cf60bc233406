#include <array>

#include "services/cloudformation/types/catalogue.hpp"

namespace spotdrill::cloudformation {
namespace {

constexpr std::array secretsmanager_secret_properties{
    Property{.name = "Description"},
    Property{.name = "GenerateSecretString"},
    Property{.name = "Name", .change = Change::Replacement},
    Property{.name = "SecretString"},
    Property{.name = "Tags"},
};

constexpr std::array secretsmanager_secret_create{
    Call{.service = "secretsmanager",
         .operation = "GetRandomPassword",
         .input = R"json({"ExcludeCharacters": "$GenerateSecretString.ExcludeCharacters",
    "ExcludeLowercase": "$GenerateSecretString.ExcludeLowercase",
    "ExcludeNumbers": "$GenerateSecretString.ExcludeNumbers",
    "ExcludePunctuation": "$GenerateSecretString.ExcludePunctuation",
    "ExcludeUppercase": "$GenerateSecretString.ExcludeUppercase",
    "IncludeSpace": "$GenerateSecretString.IncludeSpace",
    "PasswordLength": "$GenerateSecretString.PasswordLength",
    "RequireEachIncludedType": "$GenerateSecretString.RequireEachIncludedType"})json",
         .when = "$set_anew(GenerateSecretString)",
         .as = "@password"},
    Call{.service = "secretsmanager",
         .operation = "CreateSecret",
         .input = R"json({"Name": "$@name", "Description": "$Description",
    "SecretString": "$secret(@password.RandomPassword)", "Tags": "$tags(Tags)"})json",
         .as = "@create"},
};

constexpr std::array secretsmanager_secret_update{
    Call{.service = "secretsmanager",
         .operation = "GetRandomPassword",
         .input = R"json({"ExcludeCharacters": "$GenerateSecretString.ExcludeCharacters",
    "ExcludeLowercase": "$GenerateSecretString.ExcludeLowercase",
    "ExcludeNumbers": "$GenerateSecretString.ExcludeNumbers",
    "ExcludePunctuation": "$GenerateSecretString.ExcludePunctuation",
    "ExcludeUppercase": "$GenerateSecretString.ExcludeUppercase",
    "IncludeSpace": "$GenerateSecretString.IncludeSpace",
    "PasswordLength": "$GenerateSecretString.PasswordLength",
    "RequireEachIncludedType": "$GenerateSecretString.RequireEachIncludedType"})json",
         .when = "$set_anew(GenerateSecretString)",
         .as = "@password"},
    Call{.service = "secretsmanager",
         .operation = "UpdateSecret",
         .input = R"json({"SecretId": "$@id", "Description": "$changed(Description)",
    "SecretString": "$secret(@password.RandomPassword)"})json",
         .when = "$any_changed(Description SecretString GenerateSecretString)"},
    Call{.service = "secretsmanager",
         .operation = "UntagResource",
         .input = R"json({"SecretId": "$@id", "TagKeys": "$gone_tags(Tags)"})json",
         .when = "$gone_tags(Tags)"},
    Call{.service = "secretsmanager",
         .operation = "TagResource",
         .input = R"json({"SecretId": "$@id", "Tags": "$tags(Tags)"})json",
         .when = "$tags(Tags)"},
};

constexpr std::array secretsmanager_secret_remove{
    Call{.service = "secretsmanager",
         .operation = "DeleteSecret",
         .input = R"json({"SecretId": "$@id", "ForceDeleteWithoutRecovery": true})json"},
};

constexpr std::array secretsmanager_secret_attributes{
    Attribute{.name = "Id", .value = "$@id"},
};

}  // namespace

// Source: CloudFormation Template Reference, "AWS::SecretsManager::Secret".
constinit const ResourceType secretsmanager_secret{
    .name = "AWS::SecretsManager::Secret",
    .properties = secretsmanager_secret_properties,
    .name_property = "Name",
    .name_length_max = 512,
    .create = secretsmanager_secret_create,
    .id = "$@create.ARN",
    .update = secretsmanager_secret_update,
    .remove = secretsmanager_secret_remove,
    .gone = "ResourceNotFoundException",
    .attributes = secretsmanager_secret_attributes,
};

}  // namespace spotdrill::cloudformation

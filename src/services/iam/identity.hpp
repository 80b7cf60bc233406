// Identity: the principals that IAM and STS know. Keys, roles, instance profiles, sessions. It is
// global, as IAM is. Not an authoriser: policies are kept, not evaluated.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/world.hpp"
#include "store/table.hpp"
#include "wire/credentials.hpp"

namespace spotdrill::iam {

struct Role {
  std::string name;
  std::string path = "/";
  std::string id;  ///< "AROA…".
  std::string arn;
  std::string account;
  Instant created;
  std::string trust_policy;  ///< JSON, as it was given.
  std::string description;
  Duration session_max = 1h;
  std::string permissions_boundary;  ///< ARN of a policy, or empty.
  std::map<std::string, std::string> tags;
  std::optional<Instant> last_used;
  std::string last_used_region;
  std::map<std::string, std::string> policies;  ///< Inline ones: documents by their names.
  std::vector<std::string> attached;            ///< ARNs of managed policies, in order.
};
BOOST_DESCRIBE_STRUCT(Role, (),
                      (name, path, id, arn, account, created, trust_policy, description,
                       session_max, permissions_boundary, tags, last_used, last_used_region,
                       policies, attached))

struct InstanceProfile {
  std::string name;
  std::string path = "/";
  std::string id;  ///< "AIPA…".
  std::string arn;
  std::string account;
  Instant created;
  std::string role;  ///< Name of its role; empty when it has none.
  std::map<std::string, std::string> tags;
};
BOOST_DESCRIBE_STRUCT(InstanceProfile, (), (name, path, id, arn, account, created, role, tags))

struct PolicyVersion {
  std::string id;  ///< "v1".
  std::string document;
  Instant created;
};
BOOST_DESCRIBE_STRUCT(PolicyVersion, (), (id, document, created))

/// A managed policy of this account.
struct ManagedPolicy {
  std::string name;
  std::string path = "/";
  std::string id;  ///< "ANPA…".
  std::string arn;
  std::string description;
  Instant created;
  Instant updated;
  std::vector<PolicyVersion> versions;  ///< The oldest first.
  std::string default_version;
  std::int32_t versions_made = 0;
  std::map<std::string, std::string> tags;
};
BOOST_DESCRIBE_STRUCT(ManagedPolicy, (),
                      (name, path, id, arn, description, created, updated, versions,
                       default_version, versions_made, tags))

/// Temporary credentials of a role, or of the account's owner where no role is named.
struct Session {
  std::string access_key_id;  ///< "ASIA…".
  std::string secret_access_key;
  std::string token;
  std::string account;
  std::string role_name;
  std::string role_id;
  std::string session_name;
  std::string source_identity;
  Instant issued;
  Instant expires;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (access_key_id, secret_access_key, token, account, role_name, role_id,
                       session_name, source_identity, issued, expires))

/// How long the credentials live that IMDS gives an instance.
/// Source: IAM User Guide, "Use roles for applications that run on Amazon EC2 instances".
inline constexpr Duration instance_session_duration = 6h;

/// Sessions kept at a time; the one that expires first goes first.
inline constexpr std::size_t sessions_max = 20'000;

/// The user's own key, which the caller keeps: it is the account's root user.
struct RootKey {
  std::string access_key_id;
  std::string secret_access_key;
};

struct Settings {
  std::string account;  ///< Twelve digits.
  RootKey root;
  bool strict_ids = false;  ///< Roles and profiles that nobody created are refused, as AWS does.
};

/// The role of a session's ARN "arn:aws:sts::123456789012:assumed-role/ROLE/SESSION"; empty when it
/// is none.
std::string_view role_of(std::string_view session_arn);

class Identity final : public wire::CredentialSource {
 public:
  Identity(World world, Settings settings);
  ~Identity() override;
  Identity(const Identity&) = delete;
  Identity& operator=(const Identity&) = delete;

  [[nodiscard]] std::optional<wire::Credential> find(std::string_view access_key_id) const override;

  /// The key that the account's owner signs with.
  [[nodiscard]] wire::Credential root() const;

  /// Makes temporary credentials of a role of this account.
  /// Errors: NoSuchEntity, with strict ids; otherwise an unknown role is adopted.
  Result<wire::Credential> issue_role_session(const std::string& role_name,
                                              const std::string& session_name, Duration lifetime,
                                              const std::string& source_identity = {});

  /// Makes temporary credentials of the account's owner.
  wire::Credential issue_owner_session(Duration lifetime);

  /// The credentials that an instance gets for its role: the same ones until a quarter of an hour
  /// before they expire, then new ones.
  /// Errors: as issue_role_session.
  Result<wire::Credential> instance_session(const std::string& role_name,
                                            const std::string& instance_id);

  /// When the credentials with that key were issued; nothing when they are unknown.
  [[nodiscard]] std::optional<Instant> issued_at(std::string_view access_key_id) const;

  /// The instance profile that a launch names, by name or by ARN; nothing when it names none. An
  /// unknown one is adopted, with a role of its name, unless ids are strict. Adopted profiles keep
  /// the account of their ARN; their role is this account's.
  /// Errors: InvalidParameterValue, InvalidParameterCombination, in EC2's wording.
  Result<std::optional<InstanceProfile>> resolve_instance_profile(
      const std::optional<std::string>& name, const std::optional<std::string>& arn);

  /// The profile with that ARN, or null.
  [[nodiscard]] const InstanceProfile* instance_profile_by_arn(std::string_view arn) const;

  /// A role of this account by name, or null. Names are not distinguished by case.
  [[nodiscard]] const Role* find_role(std::string_view name) const;
  [[nodiscard]] const InstanceProfile* find_instance_profile(std::string_view name) const;

  /// True when an instance profile has the role of that name, whatever account's it is.
  [[nodiscard]] bool in_instance_profile(std::string_view role_name) const;

  /// The role that `arn` names, adopted unless ids are strict. Null when there is none.
  const Role* resolve_role(std::string_view arn);

  Role& put_role(Role role);
  InstanceProfile& put_instance_profile(InstanceProfile profile);
  Role& edit_role(std::string_view name);
  InstanceProfile& edit_instance_profile(std::string_view name);
  void erase_role(std::string_view name);
  void erase_instance_profile(std::string_view name);

  /// This account's, in order of names without case.
  [[nodiscard]] std::vector<const Role*> roles() const;
  [[nodiscard]] std::vector<const InstanceProfile*> instance_profiles() const;

  // Managed policies of this account, by ARN (identity_policies.cpp).

  [[nodiscard]] const ManagedPolicy* find_policy(std::string_view arn) const {
    return policies_.find(arn);
  }
  [[nodiscard]] std::string policy_arn(std::string_view path, std::string_view name) const;
  ManagedPolicy& put_policy(ManagedPolicy policy);
  ManagedPolicy& edit_policy(std::string_view arn) { return policies_.edit(arn); }
  void erase_policy(std::string_view arn) { policies_.erase(arn); }
  [[nodiscard]] std::vector<const ManagedPolicy*> policies() const;
  /// How many roles a policy is attached to.
  [[nodiscard]] std::int32_t attachments(std::string_view arn) const;
  /// The policy that can be attached under `arn`: one of this account, or one of AWS's.
  /// Errors: NoSuchEntity, ValidationError.
  [[nodiscard]] Result<ManagedPolicy> attachable(const std::string& arn) const;

  /// "AROA" and 17 capital letters and digits: `prefix` says what of.
  std::string unique_id(std::string_view prefix);

  [[nodiscard]] const std::string& account() const { return settings_.account; }
  [[nodiscard]] Instant now() const { return world_.clock.now(); }

 private:
  [[nodiscard]] wire::Credential credential(const Session& session) const;
  const Role& adopt_role(const std::string& name, const std::string& path);
  const InstanceProfile& adopt_profile(const std::string& account, const std::string& path,
                                       const std::string& name);
  void forget_expired();
  Session new_session(Duration lifetime);
  std::string characters(std::string_view alphabet, std::size_t length);

  World world_;
  Settings settings_;
  Table<Role> roles_;
  Table<InstanceProfile> profiles_;
  Table<Session> sessions_;
  Table<ManagedPolicy> policies_;
  std::map<std::string, std::string> instance_keys_;  ///< "ROLE/i-…" to access key id.
};

}  // namespace spotdrill::iam

// Their bodies are in identity.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::iam::Role>;
extern template class spotdrill::Table<spotdrill::iam::InstanceProfile>;
extern template class spotdrill::Table<spotdrill::iam::Session>;
extern template class spotdrill::Table<spotdrill::iam::ManagedPolicy>;

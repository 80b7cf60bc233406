// Parameters as replies give them.
#pragma once

#include <string>

#include "api/ssm.hpp"
#include "services/ssm/ssm.hpp"

namespace spotdrill::ssm {

/// The value; of a SecureString without decryption, an opaque text in place of the ciphertext.
std::string value_of(const ParameterRecord& parameter, const ParameterVersion& version,
                     bool decrypt);

api::ssm::Parameter render(const Ssm& ssm, const ParameterRecord& parameter,
                           const ParameterVersion& version, bool decrypt);

api::ssm::ParameterMetadata render_metadata(const Ssm& ssm, const ParameterRecord& parameter);

api::ssm::ParameterHistory render_history(const ParameterRecord& parameter,
                                          const ParameterVersion& version, bool decrypt);

}  // namespace spotdrill::ssm

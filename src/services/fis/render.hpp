// Records as the API shows them.
#pragma once

#include <string_view>

#include "api/fis.hpp"
#include "services/fis/action.hpp"
#include "services/fis/fis.hpp"

namespace spotdrill::fis {

api::fis::ExperimentTemplate render(const Fis& fis, const Template& record);
api::fis::ExperimentTemplateSummary summary(const Fis& fis, const Template& record);
api::fis::Experiment render(const Fis& fis, const Experiment& record);
api::fis::ExperimentSummary summary(const Fis& fis, const Experiment& record);
api::fis::Action render(const Fis& fis, const Action& action);
api::fis::ActionSummary summary(const Fis& fis, const Action& action);

}  // namespace spotdrill::fis

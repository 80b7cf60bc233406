// Records as AWS's replies have them.
#pragma once

#include "api/cloudformation.hpp"
#include "services/cloudformation/cloudformation.hpp"

namespace spotdrill::cloudformation {

api::cloudformation::Stack render_stack(const StackRecord& stack);
api::cloudformation::StackSummary render_summary(const StackRecord& stack);
api::cloudformation::StackEvent render_event(const StackRecord& stack, const EventRecord& event);
api::cloudformation::StackResource render_resource(const StackRecord& stack,
                                                   const ResourceRecord& resource);
api::cloudformation::StackResourceSummary render_resource_summary(const ResourceRecord& resource);

/// The parameters of a target; NoEcho's values are masked.
std::vector<api::cloudformation::Parameter> render_parameters(const TargetRecord& target);
std::vector<api::cloudformation::Tag> render_stack_tags(const TargetRecord& target);

}  // namespace spotdrill::cloudformation

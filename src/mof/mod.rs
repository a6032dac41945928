//! MOF, the language in which CIM schemas are written (DSP0004), to the model and back.
